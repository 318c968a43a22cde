/**
 * What no era changed in mm/compaction.c: two scanners walk a zone towards each other, one for pages to move, one for
 * free pages to move them to. The test for movable pages differs by era and stands in each era's compaction.ts.
 */

import {
  COMPACT_COMPLETE,
  COMPACT_CONTENDED,
  type CompactResult,
  ENOMEM,
  type free_folio_t,
  type MigrateMode,
  MR_COMPACTION,
  type new_folio_t,
} from "../era.ts";
import { atomic } from "./atomic.ts";
import type { Kernel } from "./kernel.ts";
import { embed, struct, word } from "./layout.ts";
import { INIT_LIST_HEAD, ListHead, list_add, list_del, list_empty } from "./list.ts";
import { spin_lock, spin_unlock } from "./lock.ts";
import { isolate_lru_page } from "./lru.ts";
import { indivisible, under, ZONE_LOCK } from "./monitor.ts";
import { lru_to_page, type Page, page_to_pfn, pfn_to_page } from "./page.ts";
import { buddy_order, buddy_order_unsafe, del_page_from_free_list, is_isolated, PageBuddy } from "./page_alloc.ts";
import { PageLRU } from "./page-flags.ts";
import type { Steps } from "./step.ts";
import { on_stack } from "./task.ts";
import { kernel } from "./trace.ts";
import type { Zone } from "./zone.ts";

/** Pages isolated before they are migrated. include/linux/swap.h. */
const COMPACT_CLUSTER_MAX = 32;

/** mm/internal.h, cut. `freepages` are off the buddy allocator; whether they are prepared differs by era. */
export class CompactControl extends struct("struct compact_control", {
  freepages: embed(ListHead),
  migratepages: embed(ListHead),
  migrate_pfn: word,
  free_pfn: word,
}) {}

/** Isolates one page that is not on the LRU, if it is movable. */
type IsolatePage = (page: Page) => Steps<boolean>;

export interface CompactionHooks {
  isolate: IsolatePage;
  alloc: new_folio_t;
  free: free_folio_t;
  /** Gives a page of `freepages` back to the buddy allocator. */
  release(page: Page): void;
}

export const compact_zone = kernel(
  "compact_zone",
  on_stack(function* (stack, zone: Zone, mode: MigrateMode, hooks: CompactionHooks): Steps<CompactResult> {
    const { k } = zone.memory;
    yield "compact:begin";
    const cc = stack.alloc(CompactControl, "cc");
    INIT_LIST_HEAD(cc.freepages);
    INIT_LIST_HEAD(cc.migratepages);
    cc.migrate_pfn = zone.start_pfn;
    cc.free_pfn = zone.end_pfn;
    let result: CompactResult = COMPACT_COMPLETE;
    while (cc.migrate_pfn < cc.free_pfn) {
      if ((yield* isolate_migratepages_block(cc, hooks.isolate)) === 0) break;
      const rc = yield* k.era.migrate_pages(cc.migratepages, hooks.alloc, hooks.free, cc.addr, mode, MR_COMPACTION);
      if (rc === 0) continue;
      yield* k.era.putback_movable_pages(cc.migratepages);
      if (rc === -ENOMEM) {
        result = COMPACT_CONTENDED;
        break;
      }
    }
    yield "compact:done";
    while (!list_empty(cc.freepages)) {
      release_free_page(cc, hooks);
      if (!list_empty(cc.freepages)) yield "compact:release";
    }
    return result;
  }),
);

/** release_free_list(), the body of its loop: each page takes the way of any page that is freed. */
const release_free_page = indivisible("release_free_page", (cc: CompactControl, hooks: CompactionHooks): void => {
  const page = lru_to_page(cc.memory, cc.freepages.next);
  list_del(page.lru);
  hooks.release(page);
});

/** Pages isolated: at most a cluster, and of one pageblock only, so that the scanners do not meet too early. */
export const isolate_migratepages_block = kernel(
  "isolate_migratepages_block",
  function* (cc: CompactControl, isolate: IsolatePage): Steps<number> {
    let isolated = 0;
    let limit = Number.POSITIVE_INFINITY;
    while (isolated < COMPACT_CLUSTER_MAX) {
      yield "compact:look";
      const page = next_page_in_use(cc, limit);
      if (page === null) break;
      if (PageLRU(page) ? yield* isolate_if_lru(page) : yield* isolate_if_movable(page, isolate)) {
        yield "compact:link";
        cc.memory.k.era.links.add(page, cc.migratepages);
        if (isolated++ === 0) limit = pageblock_end(cc.memory.k, page_to_pfn(page));
      }
    }
    return isolated;
  },
);

/** The page was on the LRU without a lock and without a reference: the isolate function asks again. */
function* isolate_if_lru(page: Page): Steps<boolean> {
  yield "lru:isolate";
  return isolate_lru_page(page);
}

/**
 * Whoever isolates a movable page may end up with its last reference, and freeing a page can need the lock of the LRU: by then the
 * frame may be a normal page. So the scanner lets go of that lock first.
 */
function* isolate_if_movable(page: Page, isolate: IsolatePage): Steps<boolean> {
  const { k } = page.memory;
  if (k.guard("compact:drop-lru-lock")) return yield* isolate(page);
  yield* spin_lock(k.node.lru_lock);
  const isolated = yield* isolate(page);
  spin_unlock(k.node.lru_lock);
  return isolated;
}

/** Free blocks are skipped by their order, which is read without a lock. */
const next_page_in_use = atomic((cc: CompactControl, limit: number): Page | null => {
  let pfn = cc.migrate_pfn;
  const end = Math.min(cc.free_pfn, limit);
  let page: Page | null = null;
  while (pfn < end && page === null) {
    const candidate = pfn_to_page(cc.memory.k, pfn);
    if (PageBuddy(candidate)) {
      pfn += 1 << buddy_order_unsafe(candidate);
    } else {
      page = candidate;
      pfn++;
    }
  }
  cc.migrate_pfn = pfn;
  return page;
});

function pageblock_end(k: Kernel, pfn: number): number {
  return pfn - (pfn % k.machine.pageblock) + k.machine.pageblock;
}

/** Takes the next free block, from the end of the zone, off the buddy allocator and splits it into pages. */
export function* isolate_freepages(cc: CompactControl, prepare?: (page: Page) => void): Steps {
  yield "compact:free-scan";
  isolate_freepages_block(cc, prepare);
}
const isolate_freepages_block = under(ZONE_LOCK, (cc: CompactControl, prepare?: (page: Page) => void): void => {
  const { k } = cc.memory;
  while (list_empty(cc.freepages) && cc.free_pfn > cc.migrate_pfn) {
    const pfn = cc.free_pfn - 1;
    cc.free_pfn = pfn;
    const page = pfn_to_page(k, pfn);
    if (!PageBuddy(page) || is_isolated(k, pfn)) continue;
    const order = buddy_order(page);
    del_page_from_free_list(page, k.zoneOf(pfn), order, false);
    for (let each = 0; each < 1 << order; each++) {
      const free = pfn_to_page(k, pfn + each);
      prepare?.(free);
      list_add(free.lru, cc.freepages);
    }
  }
});

export const take_free_page = atomic((cc: CompactControl): Page | null => {
  if (list_empty(cc.freepages)) return null;
  const page = lru_to_page(cc.memory, cc.freepages.next);
  list_del(page.lru);
  return page;
});
