/**
 * The mark "this page is movable", and the way from a page to its callbacks: include/linux/page-flags.h and mm/migrate.c,
 * v6.17. The mark is a page flag and a page type together; the type leads to the callbacks through a table that the
 * owners of the two types fill. `page->mapping` is not used.
 *
 * Flag and type are set once and stay until the page is free. There is no clear function: an owner that lets go of a page
 * says so in a word of its own, and its callbacks look there.
 */

import type { MigrateMode } from "../era.ts";
import { EBUSY, EINVAL } from "../era.ts";
import { atomic } from "../machine/atomic.ts";
import { VM_BUG_ON, VM_WARN_ON_ONCE } from "../machine/bug.ts";
import type { Kernel } from "../machine/kernel.ts";
import { pointerTo, struct } from "../machine/layout.ts";
import type { Addr } from "../machine/memory.ts";
import type { Page } from "../machine/page.ts";
import { __assign_bit, clear_bit, PageLocked, set_bit, test_bit } from "../machine/page-flags.ts";
import { type PageTypeName, PGTY_offline, PGTY_zsmalloc } from "../machine/page-type.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";

/** include/linux/page-flags.h: the low bits of `mapping` are the folios' alone. */
export const FOLIO_MAPPING_ANON = 0x1;
export const FOLIO_MAPPING_FLAGS = 0x3;
const PAGE_MAPPING_MOVABLE = 0x2;

/** include/linux/migrate.h. */
export class MovableOperations extends struct("struct movable_operations", {
  isolate_page: pointerTo<(page: Page, mode: number) => Steps<boolean>>(),
  migrate_page: pointerTo<(dst: Page, src: Page, mode: MigrateMode) => Steps<number>>(),
  putback_page: pointerTo<(page: Page) => Steps>(),
}) {}

/** The two static pointers of mm/migrate.c, v6.17-rc3. */
class RegisteredOps extends struct("registered movable_ops", {
  offline_movable_ops: pointerTo<MovableOperations>(),
  zsmalloc_movable_ops: pointerTo<MovableOperations>(),
}) {}
const REGISTRY = "registered movable_ops";

export function movable_ops_rodata(k: Kernel): void {
  k.rodata(RegisteredOps, REGISTRY, {});
}

/** PG_movable_ops is PG_uptodate under another name. Atomic: a stranger may be trying the lock bit of the same word. */
export function SetPageMovableOps(page: Page): void {
  const { k } = page.memory;
  if (k.differs("mark-in-mapping")) __SetPageMovable(page);
  else if (k.config.MIGRATION) set_bit(page, k.flags.PG_uptodate);
}

/** Before 3d388584d599 the mark is still in the word, with the table (up to 84caf98838a3) or alone. Page locked. */
const __SetPageMovable = kernel("__SetPageMovable", (page: Page): void => {
  const { k } = page.memory;
  if (!k.config.COMPACTION) return;
  VM_BUG_ON(k, k.guard("balloon:mark-under-lock") && !PageLocked(page), "!PageLocked(page)");
  const table = k.types.test(page, PGTY_offline) ? "balloon_mops" : "zsmalloc_mops";
  const mops = k.differs("ops-in-mapping") ? k.symbol(table) : 0;
  page.mapping = mops | PAGE_MAPPING_MOVABLE;
});

/** Neither half is enough: most normal pages are uptodate, and most PageOffline pages are not movable. */
export const page_has_movable_ops = atomic((page: Page): boolean => {
  const { k } = page.memory;
  if (k.differs("mark-in-mapping")) return (page.mapping & FOLIO_MAPPING_FLAGS) === PAGE_MAPPING_MOVABLE;
  if (!k.config.MIGRATION) return false;
  const flag = !k.guard("mark:flag") || test_bit(page, k.flags.PG_uptodate);
  const type = !k.guard("mark:type") || k.types.test(page, PGTY_offline) || k.types.test(page, PGTY_zsmalloc);
  return flag && type;
});

/** The bits are PG_uptodate and PG_reclaim on every page that has another type or none, whatever the code without a guard takes them for. */
export function bears_movable_ops_names(
  k: Kernel,
  { mapping, page_type }: { mapping: number; page_type: number },
): boolean {
  if (k.differs("mark-in-mapping")) return (mapping & FOLIO_MAPPING_FLAGS) === PAGE_MAPPING_MOVABLE;
  const type = k.types.describe(page_type);
  return type === PGTY_offline || type === PGTY_zsmalloc;
}

/** NULL (a view at address 0) when nothing is registered for the type. The same for owned and released pages. */
export const page_movable_ops = atomic((page: Page): MovableOperations => {
  const { k } = page.memory;
  VM_WARN_ON_ONCE(k, !page_has_movable_ops(page), "!page_has_movable_ops(page)");
  const registry = new RegisteredOps(page.memory, k.symbol(REGISTRY));
  let ops = 0;
  if (k.differs("ops-in-mapping")) ops = page.mapping - PAGE_MAPPING_MOVABLE;
  else if (k.types.test(page, PGTY_offline)) ops = registry.offline_movable_ops;
  else if (k.types.test(page, PGTY_zsmalloc)) ops = registry.zsmalloc_movable_ops;
  return new MovableOperations(page.memory, ops);
});

/** `ops` 0 unregisters. -EBUSY: another table is registered for the type; -EINVAL: a type that cannot have one. */
export const set_movable_ops = kernel("set_movable_ops", (k: Kernel, ops: Addr, type: PageTypeName): number => {
  const registry = new RegisteredOps(k.memory, k.symbol(REGISTRY));
  if (type !== PGTY_offline && type !== PGTY_zsmalloc) return -EINVAL;
  const registered: Addr = type === PGTY_offline ? registry.offline_movable_ops : registry.zsmalloc_movable_ops;
  if (k.guard("register:once") && registered !== 0 && ops !== 0) return -EBUSY;
  if (type === PGTY_offline) registry.offline_movable_ops = ops;
  else registry.zsmalloc_movable_ops = ops;
  return 0;
});

/** PG_movable_ops_isolated is PG_reclaim under another name. Only the core changes it, with the page locked. */
export function PageMovableOpsIsolated(page: Page): boolean {
  return test_bit(page, page.memory.k.flags.PG_reclaim);
}
export function* SetPageMovableOpsIsolated(page: Page): Steps {
  const { k } = page.memory;
  if (k.guard("isolated:atomic")) set_bit(page, k.flags.PG_reclaim);
  else yield* __assign_bit(page, k.flags.PG_reclaim, true);
}
export function* ClearPageMovableOpsIsolated(page: Page): Steps {
  const { k } = page.memory;
  if (k.guard("isolated:atomic")) clear_bit(page, k.flags.PG_reclaim);
  else yield* __assign_bit(page, k.flags.PG_reclaim, false);
}
