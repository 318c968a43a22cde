/** The end of mm/page_alloc.c:alloc_contig_range(), which no era changed: the range is isolated, and should be free. */
import { EBUSY } from "../era.ts";
import type { Kernel } from "./kernel.ts";
import { under, ZONE_LOCK } from "./monitor.ts";
import { type Page, pfn_to_page } from "./page.ts";
import {
  buddy_order,
  del_page_from_free_list,
  find_free_block,
  NO_BLOCK,
  PageBuddy,
  prep_new_page,
  put_page,
} from "./page_alloc.ts";
import { CONTIG_RANGE, test_pages_isolated } from "./page_isolation.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";

/** How the pages of a range are made ready, and how those around it are freed. */
export interface ContigPages {
  prepare(page: Page): void;
  free_range(k: Kernel, start: number, end: number): void;
}

const free_contig_range = kernel("free_contig_range", (k: Kernel, start: number, end: number): void => {
  for (let pfn = start; pfn < end; pfn++) put_page(pfn_to_page(k, pfn));
});

/** Every page has one reference. */
const counted: ContigPages = { prepare: prep_new_page, free_range: free_contig_range };

/** Free blocks may begin before the range and end after it. Both rests are freed again: nobody asked for them. */
export function* take_contig_range(k: Kernel, start: number, end: number, pages = counted): Steps<number> {
  yield "contig:find";
  const block = find_free_block(k, start);
  const outer_start = block === NO_BLOCK ? start : block;
  yield "contig:test";
  if (test_pages_isolated(k, outer_start, end, CONTIG_RANGE) !== 0) return -EBUSY;
  yield "contig:take";
  const outer_end = isolate_freepages_range(k, outer_start, end, pages);
  if (outer_end === 0) return -EBUSY;
  pages.free_range(k, outer_start, start);
  pages.free_range(k, end, outer_end);
  return 0;
}

/** mm/compaction.c. Returns the end of the last block, or 0 where the free blocks are no longer those that were found. */
const isolate_freepages_range = kernel(
  "isolate_freepages_range",
  under(ZONE_LOCK, (k: Kernel, start: number, end: number, pages: ContigPages): number => {
    let pfn = start;
    while (pfn < end) {
      const block = pfn_to_page(k, pfn);
      if (!PageBuddy(block)) return 0;
      pfn += 1 << buddy_order(block);
    }
    pfn = start;
    while (pfn < end) {
      const block = pfn_to_page(k, pfn);
      const order = buddy_order(block);
      del_page_from_free_list(block, k.zoneOf(pfn), order, true);
      for (const last = pfn + (1 << order); pfn < last; pfn++) pages.prepare(pfn_to_page(k, pfn));
    }
    return pfn;
  }),
);
