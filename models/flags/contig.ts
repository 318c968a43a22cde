/** mm/page_alloc.c:alloc_contig_range(), 6.17: a range for CMA, gigantic pages or virtio-mem, whatever is in it now. */
import { EBUSY, ENOMEM, MIGRATE_SYNC, MR_CONTIG_RANGE } from "../era.ts";
import { CompactControl, isolate_migratepages_block } from "../machine/compaction.ts";
import { type ContigPages, take_contig_range } from "../machine/contig.ts";
import type { Kernel } from "../machine/kernel.ts";
import { INIT_LIST_HEAD, list_empty } from "../machine/list.ts";
import { alloc_migration_target } from "../machine/migration_target.ts";
import { pfn_to_page, set_page_count } from "../machine/page.ts";
import { CONTIG_RANGE, undo_isolate_page_range } from "../machine/page_isolation.ts";
import type { Steps } from "../machine/step.ts";
import { on_stack } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";
import { isolate_if_movable } from "./compaction.ts";
import { free_frozen_pages } from "./page_alloc.ts";
import { start_isolate_page_range } from "./page_isolation.ts";
import { reclaim_clean_pages_from_list } from "./vmscan.ts";

/** A batch that fails as often is given up, and the range with it. */
export const TRIES = 5;

export const alloc_contig_range = kernel(
  "alloc_contig_range",
  function* (k: Kernel, start: number, end: number): Steps<number> {
    if (!k.differs("contig-frozen")) return yield* take_emptied(k, start, end);
    const rc = yield* alloc_contig_frozen_range(k, start, end);
    if (rc === 0) yield* count_contig_range(k, start, end);
    return rc;
  },
);

export function* count_contig_range(k: Kernel, start: number, end: number): Steps {
  yield "contig:count";
  for (let pfn = start; pfn < end; pfn++) set_page_count(pfn_to_page(k, pfn), 1);
}

/** The pages have no reference yet: nobody can take one before their new owner can bear it. */
const alloc_contig_frozen_range = kernel(
  "alloc_contig_frozen_range",
  function* (k: Kernel, start: number, end: number): Steps<number> {
    return yield* take_emptied(k, start, end, frozen_range);
  },
);

export const frozen_range: ContigPages = {
  prepare(page) {
    page.private = 0;
  },
  free_range: kernel("__free_contig_frozen_range", (k: Kernel, start: number, end: number): void => {
    for (let pfn = start; pfn < end; pfn++) free_frozen_pages(pfn_to_page(k, pfn));
  }),
};

export function* take_emptied(
  k: Kernel,
  start: number,
  end: number,
  pages?: ContigPages,
  migrate_range: (k: Kernel, start: number, end: number) => Steps<number> = __alloc_contig_migrate_range,
): Steps<number> {
  let rc = yield* start_isolate_page_range(k, start, end, CONTIG_RANGE);
  if (rc !== 0) return rc;
  rc = yield* migrate_range(k, start, end);
  // -EBUSY is not the last word: the page that would not move may have been freed since.
  if (rc === 0 || rc === -EBUSY) rc = yield* take_contig_range(k, start, end, pages);
  yield* undo_isolate_page_range(k, start, end);
  return rc;
}

const __alloc_contig_migrate_range = kernel(
  "__alloc_contig_migrate_range",
  on_stack(function* (stack, k: Kernel, start: number, end: number): Steps<number> {
    yield "contig:scan";
    const cc = stack.alloc(CompactControl, "compact_control");
    INIT_LIST_HEAD(cc.freepages);
    INIT_LIST_HEAD(cc.migratepages);
    cc.migrate_pfn = start;
    cc.free_pfn = end;
    let rc = 0;
    let tries = 0;
    while (cc.migrate_pfn < end || !list_empty(cc.migratepages)) {
      if (list_empty(cc.migratepages)) {
        if ((yield* isolate_migratepages_block(cc, isolate_if_movable)) === 0) break;
        tries = 0;
      } else if (++tries === TRIES) {
        rc = rc < 0 ? rc : -EBUSY;
        break;
      }
      yield* reclaim_clean_pages_from_list(cc.migratepages);
      rc = yield* k.era.migrate_pages(cc.migratepages, alloc_migration_target, null, 0, MIGRATE_SYNC, MR_CONTIG_RANGE);
      // migrate_pages() gives up at once without a target, and so does this.
      if (rc === -ENOMEM) break;
    }
    if (rc < 0) yield* k.era.putback_movable_pages(cc.migratepages);
    return Math.min(rc, 0);
  }),
);
