/**
 * The mark "this page is movable", and the way from a page to its callbacks: include/linux/page-flags.h and
 * mm/compaction.c, v4.8 to v5.19. Bits 1..0 of `page->mapping` are 10b; the rest points to the address_space of a
 * pseudo inode, whose a_ops hold the callbacks.
 *
 *   pointer | 2   owned and movable
 *   exactly 2     released by its owner; the type stays for the migration core
 */
import type { MigrateMode } from "../era.ts";
import { atomic } from "../machine/atomic.ts";
import { VM_BUG_ON } from "../machine/bug.ts";
import { pointer, pointerTo, struct } from "../machine/layout.ts";
import type { Addr } from "../machine/memory.ts";
import type { Page } from "../machine/page.ts";
import { __assign_bit, clear_bit, PageLocked, set_bit, test_bit } from "../machine/page-flags.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import type { Inode } from "./pseudo_inode.ts";

export const PAGE_MAPPING_ANON = 0x1;
export const PAGE_MAPPING_MOVABLE = 0x2;
export const PAGE_MAPPING_FLAGS = PAGE_MAPPING_ANON | PAGE_MAPPING_MOVABLE;

/** include/linux/fs.h, cut to the callbacks of non-LRU migration. */
export class AddressSpaceOperations extends struct("struct address_space_operations", {
  migratepage: pointerTo<(mapping: AddressSpace, newpage: Page, page: Page, mode: MigrateMode) => Steps<number>>(),
  isolate_page: pointerTo<(page: Page, mode: number) => Steps<boolean>>(),
  putback_page: pointerTo<(page: Page) => Steps>(),
}) {}
export class AddressSpace extends struct("struct address_space", {
  host: pointerTo<Inode>(),
  a_ops: pointerTo<AddressSpaceOperations>(),
  private_data: pointer,
}) {}

/** True for a released page too. The test is equality: a KSM page (11b) has bit 1 set as well. */
export const __PageMovable = atomic((page: Page): boolean => {
  const { k } = page.memory;
  const bits = k.guard("movable:both-bits") ? PAGE_MAPPING_FLAGS : PAGE_MAPPING_MOVABLE;
  return (page.mapping & bits) === PAGE_MAPPING_MOVABLE;
});

/** True only while the owner has not released the page. The page must be locked, or the answer is worth nothing. */
export const PageMovable = kernel("PageMovable", (page: Page): boolean => {
  const { k } = page.memory;
  VM_BUG_ON(k, !PageLocked(page), "!PageLocked(page)");
  if (!k.config.COMPACTION || !__PageMovable(page)) return false;
  const mapping = page_mapping(page);
  if (k.differs("mark-leads-to-table")) return mapping.addr !== 0;
  return mapping.addr !== 0 && mapping.a_ops !== 0 && page_aops(mapping).isolate_page !== 0;
});

/** The page must be locked. */
export const __SetPageMovable = kernel("__SetPageMovable", (page: Page, mapping: Addr): void => {
  const { k } = page.memory;
  if (!k.config.COMPACTION) return;
  VM_BUG_ON(k, k.guard("balloon:mark-under-lock") && !PageLocked(page), "!PageLocked(page)");
  VM_BUG_ON(k, (mapping & PAGE_MAPPING_MOVABLE) !== 0, "mapping & PAGE_MAPPING_MOVABLE");
  page.mapping = mapping | PAGE_MAPPING_MOVABLE;
});

/**
 * The owner lets go: the pointer goes, bit 1 stays, so that the core still knows that the page is not an LRU page.
 * Page locked.
 */
export const __ClearPageMovable = kernel("__ClearPageMovable", (page: Page): void => {
  const { k } = page.memory;
  if (!k.config.COMPACTION) return;
  VM_BUG_ON(k, !PageMovable(page), "!PageMovable(page)");
  page.mapping = k.guard("clear:keep-tag") ? page.mapping & PAGE_MAPPING_MOVABLE : 0;
});

/** NULL (a view at address 0) for a released page, and for an anonymous one. mm/util.c. */
export const page_mapping = atomic((page: Page): AddressSpace => {
  const { mapping } = page;
  const anonymous = (mapping & PAGE_MAPPING_ANON) !== 0;
  return new AddressSpace(page.memory, anonymous ? 0 : mapping & ~PAGE_MAPPING_FLAGS);
});

export function page_aops(mapping: AddressSpace): AddressSpaceOperations {
  const { k } = mapping.memory;
  return new AddressSpaceOperations(mapping.memory, k.differs("mark-leads-to-table") ? mapping.addr : mapping.a_ops);
}

/** PG_isolated is PG_reclaim under another name. The core sets and clears it, with the page locked; no driver does. */
export function PageIsolated(page: Page): boolean {
  return test_bit(page, page.memory.k.flags.PG_reclaim);
}
export function* __SetPageIsolated(page: Page): Steps {
  const { k } = page.memory;
  if (k.guard("isolated:atomic")) set_bit(page, k.flags.PG_reclaim);
  else yield* __assign_bit(page, k.flags.PG_reclaim, true);
}
export function* __ClearPageIsolated(page: Page): Steps {
  const { k } = page.memory;
  if (k.guard("isolated:atomic")) clear_bit(page, k.flags.PG_reclaim);
  else yield* __assign_bit(page, k.flags.PG_reclaim, false);
}
