/**
 * Normal pages: on the LRU list, owned by a user mapping, moved by the core itself. They are here because a movable
 * page must not be taken for one. No rmap, no writeback, one list: a user mapping is one slot that names its page, and
 * `index` of the page leads back to the slot.
 */

import { EAGAIN } from "../era.ts";
import { atomic } from "./atomic.ts";
import { Fault } from "./fault.ts";
import { pointerTo, struct } from "./layout.ts";
import { list_add, list_del } from "./list.ts";
import { indivisible, LRU_LOCK, under } from "./monitor.ts";
import { get_page, get_page_unless_zero, type Page, page_count, pageAt } from "./page.ts";
import { put_page } from "./page_alloc.ts";
import { clear_bit, PageLRU, set_bit } from "./page-flags.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";
import { mod_isolated } from "./vmstat.ts";

/** Who holds the page: a page table entry, or for a file page the slot of the page cache. */
export class UserMapping extends struct("user mapping", { page: pointerTo<Page>() }) {}

/**
 * Bit 0 of `mapping` is PAGE_MAPPING_ANON in all eras; the rest is a made-up anon_vma. A page that KSM shares has bit 1 too. A file page has the made-up
 * address_space of its file there, with both low bits clear.
 */
const MAPPINGS = { anon: 0x4001, ksm: 0x4003, file: 0x8000 } as const;

/** A user faults a page in, or reads a page of a file. */
export const lru_add_user_page = indivisible(
  "lru_add_user_page",
  (page: Page, mapping: UserMapping, kind: keyof typeof MAPPINGS = "anon"): void => {
    mapping.page = page.addr;
    page.mapping = MAPPINGS[kind];
    page.index = mapping.addr;
    set_bit(page, page.memory.k.flags.PG_uptodate);
    lru_add(page);
  },
);

/**
 * The user lets go. An anonymous page keeps its `mapping` until it is free; one of a file loses it now. Whoever isolated
 * the page meanwhile holds the last reference, and it is free when that one goes.
 */
export const lru_del_user_page = indivisible("lru_del_user_page", (mapping: UserMapping): void => {
  const page = pageAt(mapping.memory, mapping.page);
  if (page.mapping === MAPPINGS.file) page.mapping = 0;
  page.index = 0;
  mapping.memory.k.heap.free(mapping);
  put_page(page);
});

/** True: the page is off the LRU, has one reference more and is counted as isolated. The caller links `lru`. */
export const isolate_lru_page = kernel(
  "isolate_lru_page",
  indivisible("isolate_lru_page", (page: Page): boolean => {
    if (!PageLRU(page) || !get_page_unless_zero(page)) return false;
    lru_del(page);
    mod_isolated(page, 1);
    return true;
  }),
);

/** The count comes first: once the page is on the list, somebody else may change what kind of page it is. */
export function* putback_lru_page(page: Page): Steps {
  mod_isolated(page, -1);
  lru_add(page);
  yield "putback:put-lru";
  put_page(page);
}

/**
 * Both pages locked. A page may move if nobody holds it but the isolation and the user, if it still has one. On success
 * the caller ends the accounting of the source, and may read `mapping` of an anonymous source for that.
 */
export const migrate_lru_page = indivisible(
  "migrate_lru_page",
  atomic((dst: Page, src: Page): number => {
    const mapped = src.index !== 0;
    if (page_count(src) !== (mapped ? 2 : 1)) return -EAGAIN;
    dst.mapping = src.mapping;
    dst.index = src.index;
    set_bit(dst, dst.memory.k.flags.PG_uptodate);
    if (src.mapping === MAPPINGS.file) src.mapping = 0;
    if (mapped) {
      get_page(dst);
      new UserMapping(dst.memory, src.index).page = dst.addr;
      put_page(src);
    }
    lru_add(dst);
    return 0;
  }),
);

/**
 * mm/vmscan.c:shrink_page_list() of 5.10, shrink_folio_list() since, for one isolated page that passed for a clean page of the
 * page cache. False: somebody else holds it. The caller corrects the count of isolated pages.
 */
export function shrink_clean_page(page: Page): boolean {
  if (page_count(page) !== 2) return false;
  list_del(page.lru);
  free_clean_page(page);
  return true;
}
/** Off every list, with a reference of the page cache and one of whoever isolated it. */
export function free_clean_page(page: Page): void {
  if (page.index !== 0) new UserMapping(page.memory, page.index).page = 0;
  page.index = 0;
  page.mapping = 0;
  put_page(page);
  put_page(page);
}

/** mm/swap.c: a page on the LRU whose last reference is gone leaves the list before it is freed. */
export function __page_cache_release(page: Page): void {
  const { k } = page.memory;
  if (!PageLRU(page)) return;
  const { lru_lock } = k.node;
  if (lru_lock.owner === k.current.addr)
    throw new Fault("deadlock", `${k.current.name} waits for the LRU lock that it holds`);
  lru_del(page);
}

const lru_add = under(LRU_LOCK, (page: Page): void => {
  const { k } = page.memory;
  set_bit(page, k.flags.PG_lru);
  list_add(page.lru, k.node.lru);
});

const lru_del = under(LRU_LOCK, (page: Page): void => {
  clear_bit(page, page.memory.k.flags.PG_lru);
  list_del(page.lru);
});
