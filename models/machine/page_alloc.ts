/**
 * The buddy allocator. The checks of the free path differ by era and stand in each era's page_alloc.ts; what no
 * era changed is here. Largest block: one pageblock. No per-CPU lists, no watermarks.
 */

import { ORDERED, READ_ONCE } from "./access.ts";
import { atomic } from "./atomic.ts";
import { ZONE_MOVABLE } from "./config.ts";
import { Fault } from "./fault.ts";
import type { Kernel } from "./kernel.ts";
import { embed, struct, word } from "./layout.ts";
import { INIT_LIST_HEAD, ListHead, list_add, list_add_tail, list_del, list_empty } from "./list.ts";
import { indivisible, under, within, ZONE_LOCK } from "./monitor.ts";
import { lru_to_page, type Page, page_to_pfn, pfn_to_page, REFCOUNT, set_page_count } from "./page.ts";
import { NO_TYPE, PGTY_buddy } from "./page-type.ts";
import { MIGRATE_ISOLATE, MIGRATE_MOVABLE, type Zone } from "./zone.ts";

export class FreeArea extends struct("struct free_area", { free_list: embed(ListHead), nr_free: word }) {}

/** Which zones an allocation may come from, best first. Without high memory the first two come to the same. */
export const GFP_KERNEL = "GFP_KERNEL";
export const GFP_HIGHUSER = "GFP_HIGHUSER";
export const GFP_HIGHUSER_MOVABLE = "GFP_HIGHUSER_MOVABLE";
export type Gfp = typeof GFP_KERNEL | typeof GFP_HIGHUSER | typeof GFP_HIGHUSER_MOVABLE;

export function pageblock_order(k: Kernel): number {
  return 31 - Math.clz32(k.machine.pageblock);
}
export function is_isolated(k: Kernel, pfn: number): boolean {
  return k.pageblock(pfn).migratetype === MIGRATE_ISOLATE;
}

export function bootBuddy(k: Kernel): void {
  const order = pageblock_order(k);
  for (const zone of k.zones) {
    for (let each = 0; each <= order; each++) {
      INIT_LIST_HEAD(k.freeArea(zone, each, false).free_list);
      INIT_LIST_HEAD(k.freeArea(zone, each, true).free_list);
    }
    const end = zone.end_pfn;
    for (let pfn = zone.start_pfn; pfn < end; pfn++) pfn_to_page(k, pfn).page_type = NO_TYPE;
    let pfn = zone.start_pfn;
    while (pfn < end) {
      let size = order;
      while (pfn % (1 << size) !== 0 || pfn + (1 << size) > end) size--;
      k.pageblock(pfn).migratetype = MIGRATE_MOVABLE;
      add_to_free_list(pfn_to_page(k, pfn), zone, size, false, true);
      pfn += 1 << size;
    }
    zone.managed_pages = end - zone.start_pfn;
  }
}

/** Order-0 page with one reference, or null when the zones allowed have none. */
export const alloc_page = within(
  "alloc_page",
  atomic((k: Kernel, gfp: Gfp): Page | null => {
    const page = get_page_from_freelist(k, gfp);
    return page && prep_new_page(page);
  }),
);

/** The same without a reference, so that nobody can take one: for owners who let nobody in, such as slabs from 6.14 on. */
export const alloc_frozen_page = within(
  "alloc_frozen_page",
  atomic((k: Kernel, gfp: Gfp): Page | null => get_page_from_freelist(k, gfp)),
);

function get_page_from_freelist(k: Kernel, gfp: Gfp): Page | null {
  for (const zone of for_each_zone_zonelist(k, gfp)) {
    const page = rmqueue(zone);
    if (page) return page;
  }
  return null;
}

/** The highest first. */
function* for_each_zone_zonelist(k: Kernel, gfp: Gfp): Generator<Zone, void, void> {
  for (let index = k.zones.length - 1; index >= 0; index--) {
    const zone = k.zones[index];
    if (zone && (gfp === GFP_HIGHUSER_MOVABLE || zone.name !== ZONE_MOVABLE)) yield zone;
  }
}

const rmqueue = under(ZONE_LOCK, (zone: Zone): Page | null => {
  const { k } = zone.memory;
  for (let order = 0; order <= pageblock_order(k); order++) {
    const { free_list } = k.freeArea(zone, order, false);
    if (list_empty(free_list)) continue;
    const block = lru_to_page(zone.memory, free_list.next);
    del_page_from_free_list(block, zone, order, false);
    for (let half = order - 1; half >= 0; half--) {
      add_to_free_list(pfn_to_page(k, page_to_pfn(block) + (1 << half)), zone, half, false);
    }
    return block;
  }
  return null;
});

export function prep_new_page(page: Page): Page {
  page.private = 0;
  set_page_count(page, 1);
  return page;
}

export const PageBuddy = atomic((page: Page): boolean => {
  return page.memory.k.types.test(page, PGTY_buddy);
});
/** Order of a free block; meaningful for the first page of one only. */
export function buddy_order(page: Page): number {
  return page.private;
}
/** The same without zone->lock: whatever it is, who asks must do without it. */
export function buddy_order_unsafe(page: Page): number {
  return READ_ONCE(page, "private");
}

/** __free_one_page(): merges with free buddies up to a pageblock. The page must have passed free_pages_prepare(). */
export const __free_one_page = under(
  ZONE_LOCK,
  atomic((page: Page): void => {
    const { k } = page.memory;
    if (PageBuddy(page)) throw new Fault("double-free", `page ${page_to_pfn(page)} is freed while it is free`);
    let pfn = page_to_pfn(page);
    const zone = k.zoneOf(pfn);
    const isolated = is_isolated(k, pfn);
    let order = 0;
    for (; order < pageblock_order(k); order++) {
      const buddyPfn = pfn ^ (1 << order);
      if (buddyPfn < zone.start_pfn || buddyPfn + (1 << order) > zone.end_pfn) break;
      const buddy = pfn_to_page(k, buddyPfn);
      if (!PageBuddy(buddy) || buddy_order(buddy) !== order) break;
      del_page_from_free_list(buddy, zone, order, isolated);
      pfn = Math.min(pfn, buddyPfn);
    }
    add_to_free_list(pfn_to_page(k, pfn), zone, order, isolated);
  }),
);

/** zone->lock held, as for all below. */
function add_to_free_list(page: Page, zone: Zone, order: number, isolated: boolean, tail = false): void {
  const { k } = page.memory;
  const area = k.freeArea(zone, order, isolated);
  k.types.set(page, PGTY_buddy);
  page.private = order;
  if (tail) list_add_tail(page.lru, area.free_list);
  else list_add(page.lru, area.free_list);
  area.nr_free += 1;
}

export function del_page_from_free_list(page: Page, zone: Zone, order: number, isolated: boolean): void {
  const { k } = page.memory;
  list_del(page.lru);
  k.types.clear(page, PGTY_buddy);
  page.private = 0;
  k.freeArea(zone, order, isolated).nr_free -= 1;
}

/** In the buddy allocator: the head of a free block, or covered by one. Asked by observers. */
export function isFree(page: Page): boolean {
  const { k } = page.memory;
  const pfn = page_to_pfn(page);
  for (let order = 0; order <= pageblock_order(k); order++) {
    const head = pfn_to_page(k, pfn - (pfn % (1 << order)));
    if (k.types.test(head, PGTY_buddy) && head.private >= order) return true;
  }
  return false;
}

/** Moves the free blocks of a pageblock between the lists for use and the isolated ones. No block is larger than a pageblock. */
export const move_freepages_block = under(ZONE_LOCK, (k: Kernel, start: number, isolated: boolean): void => {
  const end = Math.min(start + k.machine.pageblock, k.machine.pages);
  for (let pfn = start; pfn < end; pfn++) {
    const page = pfn_to_page(k, pfn);
    if (!PageBuddy(page)) continue;
    const order = buddy_order(page);
    del_page_from_free_list(page, k.zoneOf(pfn), order, !isolated);
    add_to_free_list(page, k.zoneOf(pfn), order, isolated);
    pfn += (1 << order) - 1;
  }
});

export const NO_BLOCK = -1;

/** First frame of the free block that a frame is in, or NO_BLOCK. find_large_buddy() in later kernels. */
export function find_free_block(k: Kernel, pfn: number, order_of: (page: Page) => number = buddy_order): number {
  for (let order = 0; order <= pageblock_order(k); order++) {
    const start = pfn - (pfn % (1 << order));
    const page = pfn_to_page(k, start);
    if (PageBuddy(page)) return start + (1 << order_of(page)) > pfn ? start : NO_BLOCK;
  }
  return NO_BLOCK;
}

/** Not the same as a count of 0: frozen pages have that too, and pages that the free scanner of compaction holds. */
export function is_free_buddy_page(page: Page): boolean {
  return find_free_block(page.memory.k, page_to_pfn(page), buddy_order_unsafe) !== NO_BLOCK;
}

/** One page out of a free block; the rest stays free. False: the page is not free. */
export const take_page_off_buddy = under(ZONE_LOCK, (page: Page): boolean => {
  const { k } = page.memory;
  const pfn = page_to_pfn(page);
  const block = find_free_block(k, pfn);
  if (block === NO_BLOCK) return false;
  const zone = k.zoneOf(pfn);
  const isolated = is_isolated(k, pfn);
  let start = block;
  let order = buddy_order(pfn_to_page(k, start));
  del_page_from_free_list(pfn_to_page(k, start), zone, order, isolated);
  while (order-- > 0) {
    const middle = start + (1 << order);
    const rest = pfn < middle ? middle : start;
    if (pfn >= middle) start = middle;
    add_to_free_list(pfn_to_page(k, rest), zone, order, isolated);
  }
  return true;
});

/** A page that the free path refuses: reported and never given to the buddy, so lost (mm/page_alloc.c:bad_page). */
export function bad_page(page: Page, reason: string): void {
  page.memory.k.printk("bad-page", `BUG: Bad page state pfn:${page_to_pfn(page)}: ${reason}`);
}

/** put_page(): whoever drops the last reference frees the page. Unlock first (G33). */
export const put_page = indivisible(
  "put_page",
  atomic((page: Page): void => {
    const { k } = page.memory;
    if (put_page_testzero(page)) k.era.free_page(page);
  }),
);

/** True: that was the last reference. */
export const put_page_testzero = atomic((page: Page): boolean => {
  const { memory } = page;
  const count = memory.load(page.addr + REFCOUNT, ORDERED);
  if (count <= 0) throw new Fault("double-free", `put_page of page ${page_to_pfn(page)}, whose refcount is ${count}`);
  memory.store(page.addr + REFCOUNT, count - 1, ORDERED);
  return count === 1;
});
