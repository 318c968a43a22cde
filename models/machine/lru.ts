/**
 * Normal pages: on the LRU list, owned by a user mapping, moved by the core itself. They are here because a movable
 * page must not be taken for one. No rmap, no writeback, one list: a user mapping is one slot that names its page.
 */
import { EAGAIN } from "../era.ts";
import type { Kernel } from "./kernel.ts";
import { pointer, struct } from "./layout.ts";
import { list_add, list_del } from "./list.ts";
import { get_page, get_page_unless_zero, type Page, page_count, pageAt } from "./page.ts";
import { put_page } from "./page_alloc.ts";
import { clear_bit, PageLRU, set_bit } from "./page-flags.ts";
import { kernel } from "./trace.ts";
import { mod_isolated } from "./vmstat.ts";

/** A page table entry: which page a user has mapped. */
export class UserMapping extends struct("user mapping", { page: pointer }) {}

/** Bit 0 of `mapping` is PAGE_MAPPING_ANON in all eras; the rest is a made-up anon_vma. */
const ANON_MAPPING = 0x4001;

/** A user faults a page in. `index` holds the slot: the model's rmap. */
export function lru_add_user_page(k: Kernel, page: Page, mapping: UserMapping): void {
  mapping.page = page.addr;
  page.mapping = ANON_MAPPING;
  page.index = mapping.addr;
  set_bit(page, k.flags.PG_uptodate);
  lru_add(k, page);
}

/** A user unmaps its page: off the LRU, and the mapping's reference is dropped. */
export function lru_del_user_page(k: Kernel, mapping: UserMapping): void {
  const page = pageAt(k.memory, mapping.page);
  mapping.page = 0;
  if (PageLRU(k, page)) {
    clear_bit(page, k.flags.PG_lru);
    list_del(page.lru);
  }
  put_page(k, page);
}

/** True: the page is off the LRU, has one reference more and is counted as isolated. The caller links `lru`. */
export const isolate_lru_page = kernel("isolate_lru_page", (k: Kernel, page: Page): boolean => {
  if (!PageLRU(k, page) || !get_page_unless_zero(page)) return false;
  clear_bit(page, k.flags.PG_lru);
  list_del(page.lru);
  mod_isolated(k, page, 1);
  return true;
});

export function putback_lru_page(k: Kernel, page: Page): void {
  mod_isolated(k, page, -1);
  lru_add(k, page);
  put_page(k, page);
}

/** Both pages locked. References of a page that may move: the user's and the isolation's. */
export function migrate_lru_page(k: Kernel, dst: Page, src: Page): number {
  if (page_count(src) !== 2) return -EAGAIN;
  dst.mapping = src.mapping;
  dst.index = src.index;
  set_bit(dst, k.flags.PG_uptodate);
  get_page(dst);
  new UserMapping(k.memory, src.index).page = dst.addr;
  mod_isolated(k, src, -1);
  src.mapping = 0;
  put_page(k, src);
  lru_add(k, dst);
  return 0;
}

function lru_add(k: Kernel, page: Page): void {
  set_bit(page, k.flags.PG_lru);
  list_add(page.lru, k.node.lru);
}
