/** mm/page_alloc.c:has_unmovable_pages() and mm/page_isolation.c, 5.10: may this range be set aside? */

import type { Kernel } from "../machine/kernel.ts";
import { is_zone_movable_page, page_count, pfn_to_page } from "../machine/page.ts";
import { buddy_order, PageBuddy } from "../machine/page_alloc.ts";
import { type IsolationPurpose, isolate_pageblocks, MEMORY_OFFLINE } from "../machine/page_isolation.ts";
import { PageHWPoison, PageLRU } from "../machine/page-flags.ts";
import { PGTY_offline } from "../machine/page-type.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { __PageMovable } from "./movable.ts";

/** 0, or -EBUSY with nothing changed. */
export const start_isolate_page_range = kernel(
  "start_isolate_page_range",
  function* (k: Kernel, start: number, end: number, purpose: IsolationPurpose): Steps<number> {
    const inRange = k.differs("unmovable-in-range-only");
    return yield* isolate_pageblocks(k, start, end, purpose, inRange ? has_unmovable_pages : has_unmovable_block);
  },
);

/** Up to v5.18 the whole pageblock has to be fit, also what is outside of the range. */
function has_unmovable_block(k: Kernel, start: number, _end: number, purpose: IsolationPurpose): boolean {
  const first = start - (start % k.machine.pageblock);
  return has_unmovable_pages(k, first, first + k.machine.pageblock, purpose);
}

/**
 * Without locks and references, so inexact by design: a page that somebody has isolated at this moment counts as unmovable,
 * one that is about to be pinned does not.
 */
const has_unmovable_pages = kernel(
  "has_unmovable_pages",
  (k: Kernel, start: number, end: number, purpose: IsolationPurpose): boolean => {
    // Nothing but movable pages is allocated from that zone, so what is there will go.
    if (is_zone_movable_page(pfn_to_page(k, start))) return false;
    for (let pfn = start; pfn < end; pfn++) {
      const page = pfn_to_page(k, pfn);
      if (page_count(page) === 0) {
        if (PageBuddy(page)) pfn += (1 << buddy_order(page)) - 1;
        continue;
      }
      if (purpose === MEMORY_OFFLINE) {
        if (PageHWPoison(page)) continue;
        // Its driver may let go of it when it is told; if not, scan_movable_pages() will find it.
        if (k.types.test(page, PGTY_offline)) continue;
      }
      if (__PageMovable(page) || PageLRU(page)) continue;
      return true;
    }
    return false;
  },
);
