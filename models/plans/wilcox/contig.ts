/** alloc_contig_range() of `flags`, but for how the pages in the range are moved away. */
import { EBUSY, ENOMEM, MIGRATE_SYNC, MR_CONTIG_RANGE } from "../../era.ts";
import { TRIES, take_emptied } from "../../flags/contig.ts";
import { FOLIO_MAPPING_ANON, page_has_movable_ops } from "../../flags/movable.ts";
import { in_page_cache } from "../../flags/vmscan.ts";
import { CompactControl, isolate_migratepages_block } from "../../machine/compaction.ts";
import { page_folio } from "../../machine/folio.ts";
import type { Kernel } from "../../machine/kernel.ts";
import { INIT_LIST_HEAD, type ListHead, list_empty } from "../../machine/list.ts";
import { free_clean_page } from "../../machine/lru.ts";
import { alloc_migration_target } from "../../machine/migration_target.ts";
import { type Page, page_count, page_of_word } from "../../machine/page.ts";
import type { Steps } from "../../machine/step.ts";
import { on_stack } from "../../machine/task.ts";
import { kernel } from "../../machine/trace.ts";
import { mod_isolated } from "../../machine/vmstat.ts";
import { isolate_if_movable } from "./compaction.ts";
import { migrate_pages } from "./migrate.ts";
import { putback_movable_pages } from "./putback.ts";
import { slist_del_behind } from "./slist.ts";

export const alloc_contig_range = kernel(
  "alloc_contig_range",
  function* (k: Kernel, start: number, end: number): Steps<number> {
    return yield* take_emptied(k, start, end, undefined, __alloc_contig_migrate_range);
  },
);

const __alloc_contig_migrate_range = kernel(
  "__alloc_contig_migrate_range",
  on_stack(function* (stack, _k: Kernel, start: number, end: number): Steps<number> {
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
      rc = yield* migrate_pages(cc.migratepages, alloc_migration_target, null, 0, MIGRATE_SYNC, MR_CONTIG_RANGE);
      if (rc === -ENOMEM) break;
    }
    if (rc < 0) yield* putback_movable_pages(cc.migratepages);
    return Math.min(rc, 0);
  }),
);

const reclaim_clean_pages_from_list = kernel("reclaim_clean_pages_from_list", function* (list: ListHead): Steps {
  const { memory } = list;
  yield "contig:reclaim";
  let at = list.addr;
  for (let entry = memory.load(at); entry !== list.addr; entry = memory.load(at)) {
    const page = page_of_word(memory, entry);
    if (isClean(page) && page_count(page) === 2) {
      slist_del_behind(list, at);
      free_clean_page(page);
      mod_isolated(page, -1);
    } else {
      at = entry;
    }
  }
});

/** The descriptor of a movable page is where a folio has its mapping, and its kind tells them apart. */
function isClean(page: Page): boolean {
  if (page.memory.k.guard("reclaim:skip-movable") && page_has_movable_ops(page)) return false;
  return (page.mapping & FOLIO_MAPPING_ANON) === 0 && in_page_cache(page_folio(page));
}
