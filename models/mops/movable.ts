/**
 * The mark "this page is movable", and the way from a page to its callbacks: include/linux/page-flags.h,
 * include/linux/migrate.h and mm/compaction.c, v6.0 to v6.16. Bits 1..0 of `page->mapping` are 10b; the rest points to
 * a table of callbacks, `struct movable_operations`. No inode, no address_space.
 *
 *   pointer | 2   owned and movable
 *   exactly 2     released by its owner; the type stays for the migration core
 */

import type { MigrateMode } from "../era.ts";
import { data_race } from "../machine/access.ts";
import { atomic } from "../machine/atomic.ts";
import { VM_BUG_ON } from "../machine/bug.ts";
import type { Folio } from "../machine/folio.ts";
import { pointerTo, struct } from "../machine/layout.ts";
import type { Addr } from "../machine/memory.ts";
import type { Page } from "../machine/page.ts";
import { __assign_bit, clear_bit, PageLocked, set_bit, test_bit } from "../machine/page-flags.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";

export const PAGE_MAPPING_ANON = 0x1;
export const PAGE_MAPPING_MOVABLE = 0x2;
export const PAGE_MAPPING_FLAGS = PAGE_MAPPING_ANON | PAGE_MAPPING_MOVABLE;

/** include/linux/migrate.h. */
export class MovableOperations extends struct("struct movable_operations", {
  isolate_page: pointerTo<(page: Page, mode: number) => Steps<boolean>>(),
  migrate_page: pointerTo<(dst: Page, src: Page, mode: MigrateMode) => Steps<number>>(),
  putback_page: pointerTo<(page: Page) => Steps>(),
}) {}

/** True for a released page too. The test is equality: a KSM page (11b) has bit 1 set as well. */
export const __PageMovable = atomic((page: Page): boolean => has_tag(page, page.mapping));

function has_tag(page: Page, mapping: number): boolean {
  const { k } = page.memory;
  const bits = k.guard("movable:both-bits") ? PAGE_MAPPING_FLAGS : PAGE_MAPPING_MOVABLE;
  return (mapping & bits) === PAGE_MAPPING_MOVABLE;
}

/** True only while the owner has not released the page. The page must be locked, or the answer is worth nothing. */
const PageMovable = kernel("PageMovable", (page: Page): boolean => {
  const { k } = page.memory;
  VM_BUG_ON(k, !PageLocked(page), "!PageLocked(page)");
  if (!k.config.COMPACTION || !__PageMovable(page)) return false;
  return page_movable_ops(page).addr !== 0;
});

/** The page must be locked. */
export const __SetPageMovable = kernel("__SetPageMovable", (page: Page, mops: Addr): void => {
  const { k } = page.memory;
  if (!k.config.COMPACTION) return;
  VM_BUG_ON(k, k.guard("balloon:mark-under-lock") && !PageLocked(page), "!PageLocked(page)");
  VM_BUG_ON(k, (mops & PAGE_MAPPING_MOVABLE) !== 0, "mops & PAGE_MAPPING_MOVABLE");
  page.mapping = mops | PAGE_MAPPING_MOVABLE;
});

/**
 * The owner lets go: the pointer goes, bit 1 stays, so that the core still knows that the page is not an LRU page.
 * Page locked.
 */
export const __ClearPageMovable = kernel("__ClearPageMovable", (page: Page): void => {
  const { k } = page.memory;
  if (!k.config.COMPACTION) return;
  VM_BUG_ON(k, !PageMovable(page), "!PageMovable(page)");
  page.mapping = k.guard("clear:keep-tag") ? PAGE_MAPPING_MOVABLE : 0;
});

/** NULL (a view at address 0) for a released page. */
const page_movable_ops = atomic((page: Page): MovableOperations => {
  const { k } = page.memory;
  VM_BUG_ON(k, k.guard("isolate:test") && !__PageMovable(page), "!__PageMovable(k, page)");
  return new MovableOperations(page.memory, page.mapping - PAGE_MAPPING_MOVABLE);
});

/** The same three questions of a folio: include/linux/page-flags.h, include/linux/migrate.h. */
export function __folio_test_movable(folio: Folio): boolean {
  return __PageMovable(folio.page);
}
/** data_race(__folio_test_movable()): "mm: migrate: annotate data-race in migrate_folio_unmap()"; in 6.12.107. */
export const folio_test_movable_unlocked = atomic((folio: Folio): boolean =>
  has_tag(folio.page, data_race(folio.page, "mapping")),
);
export function folio_test_movable(folio: Folio): boolean {
  return PageMovable(folio.page);
}
export function folio_movable_ops(folio: Folio): MovableOperations {
  return page_movable_ops(folio.page);
}

/** Its owner let go of the page. Where the drivers no longer clear the pointer, `private` is how they say so. */
export function was_released(page: Page): boolean {
  const { k } = page.memory;
  if (page.mapping === PAGE_MAPPING_MOVABLE) return true;
  return k.differs("zsmalloc-says-released") && __PageMovable(page) && page.private === 0;
}

/** PG_isolated is PG_reclaim under another name. The core sets and clears it, with the page locked; no driver does. */
export function PageIsolated(page: Page): boolean {
  return test_bit(page, page.memory.k.flags.PG_reclaim);
}
function* SetPageIsolated(page: Page): Steps {
  const { k } = page.memory;
  if (k.guard("isolated:atomic")) set_bit(page, k.flags.PG_reclaim);
  else yield* __assign_bit(page, k.flags.PG_reclaim, true);
}
function* ClearPageIsolated(page: Page): Steps {
  const { k } = page.memory;
  if (k.guard("isolated:atomic")) clear_bit(page, k.flags.PG_reclaim);
  else yield* __assign_bit(page, k.flags.PG_reclaim, false);
}
export function folio_test_isolated(folio: Folio): boolean {
  return PageIsolated(folio.page);
}
export function folio_set_isolated(folio: Folio): Steps {
  return SetPageIsolated(folio.page);
}
export function folio_clear_isolated(folio: Folio): Steps {
  return ClearPageIsolated(folio.page);
}
