/**
 * mm/page_isolation.c, the parts that no era changed: pageblocks are set aside, so that what becomes free in them stays
 * where it is. What makes a pageblock unfit for that differs by era and stands in each era's page_isolation.ts.
 */

import { EBUSY, EINVAL } from "../era.ts";
import type { Kernel } from "./kernel.ts";
import { under, ZONE_LOCK } from "./monitor.ts";
import { type Page, page_count, pfn_to_page } from "./page.ts";
import { buddy_order, is_isolated, move_freepages_block, PageBuddy } from "./page_alloc.ts";
import { PageHWPoison } from "./page-flags.ts";
import { PGTY_offline } from "./page-type.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";
import { MIGRATE_ISOLATE, MIGRATE_MOVABLE } from "./zone.ts";

/** Why a range is isolated. Offlining looks away where a driver may still let go of its pages, or a frame is broken. */
export const MEMORY_OFFLINE = "MEMORY_OFFLINE";
export const CONTIG_RANGE = "CONTIG_RANGE";
export type IsolationPurpose = typeof MEMORY_OFFLINE | typeof CONTIG_RANGE;

/** Is anything there that would not go away? */
type HasUnmovable = (k: Kernel, start: number, end: number, purpose: IsolationPurpose) => boolean;

/** 0, or -EBUSY with nothing isolated. `unmovable` is asked of what of each pageblock is in the range. */
export function* isolate_pageblocks(
  k: Kernel,
  start: number,
  end: number,
  purpose: IsolationPurpose,
  unmovable: HasUnmovable,
): Steps<number> {
  yield "offline:isolate-range";
  // The callers in the kernel ask for memory that there is; a scenario may ask for any.
  if (!(start >= 0 && start < end && end <= k.machine.pages)) return -EINVAL;
  const first = pageblock_start(k, start);
  for (let pfn = first; pfn < end; pfn += k.machine.pageblock) {
    if (pfn > first) yield "offline:isolate-next";
    const low = Math.max(pfn, start);
    const high = Math.min(pfn + k.machine.pageblock, end);
    if (set_migratetype_isolate(k, low, high, purpose, unmovable)) continue;
    yield* undo_isolate_page_range(k, first, pfn);
    return -EBUSY;
  }
  return 0;
}

/** One pageblock. False: it is unfit, or somebody else has set it aside. */
const set_migratetype_isolate = under(
  ZONE_LOCK,
  (k: Kernel, start: number, end: number, purpose: IsolationPurpose, unmovable: HasUnmovable): boolean => {
    if (is_isolated(k, start) || unmovable(k, start, end, purpose)) return false;
    const first = pageblock_start(k, start);
    k.pageblock(first).migratetype = MIGRATE_ISOLATE;
    move_freepages_block(k, first, true);
    return true;
  },
);

const unset_migratetype_isolate = under(ZONE_LOCK, (k: Kernel, pfn: number): void => {
  k.pageblock(pfn).migratetype = MIGRATE_MOVABLE;
  move_freepages_block(k, pfn, false);
});

export const undo_isolate_page_range = kernel(
  "undo_isolate_page_range",
  function* (k: Kernel, start: number, end: number): Steps {
    for (let pfn = pageblock_start(k, start); pfn < end; pfn += k.machine.pageblock) {
      yield "offline:undo-range";
      unset_migratetype_isolate(k, pfn);
    }
  },
);

/** The driver let go of the page when it was told, so nobody looks at it any more. */
function has_let_go(page: Page): boolean {
  const { types, era } = page.memory.k;
  return types.test(page, PGTY_offline) && page_count(page) === 0 && era.has_let_go?.(page) !== false;
}

/** 0: every page of the range is free, or may stay as it is. Else -EBUSY. */
export const test_pages_isolated = kernel(
  "test_pages_isolated",
  under(ZONE_LOCK, (k: Kernel, start: number, end: number, purpose: IsolationPurpose): number => {
    let pfn = start;
    while (pfn < end) {
      const page = pfn_to_page(k, pfn);
      if (PageBuddy(page)) pfn += 1 << buddy_order(page);
      else if (purpose === MEMORY_OFFLINE && PageHWPoison(page)) pfn++;
      else if (purpose === MEMORY_OFFLINE && has_let_go(page)) pfn++;
      else return -EBUSY;
    }
    return 0;
  }),
);

function pageblock_start(k: Kernel, pfn: number): number {
  return pfn - (pfn % k.machine.pageblock);
}
