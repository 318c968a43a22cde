/** alloc_contig_range() of `flags`, but for how the pages in the range are moved away. */
import { take_emptied } from "../../flags/contig.ts";
import { FOLIO_MAPPING_ANON, page_has_movable_ops } from "../../flags/movable.ts";
import { in_page_cache } from "../../flags/vmscan.ts";
import { page_folio } from "../../machine/folio.ts";
import type { Kernel } from "../../machine/kernel.ts";
import type { ListHead } from "../../machine/list.ts";
import { free_clean_page } from "../../machine/lru.ts";
import { type Page, page_count, page_of_word } from "../../machine/page.ts";
import type { Steps } from "../../machine/step.ts";
import { kernel } from "../../machine/trace.ts";
import { mod_isolated } from "../../machine/vmstat.ts";
import { migrate_range_with } from "../contig.ts";
import { isolate_if_movable } from "./compaction.ts";
import { slist_del_behind } from "./slist.ts";

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

const __alloc_contig_migrate_range = migrate_range_with(isolate_if_movable, reclaim_clean_pages_from_list);

export const alloc_contig_range = kernel(
  "alloc_contig_range",
  function* (k: Kernel, start: number, end: number): Steps<number> {
    return yield* take_emptied(k, start, end, undefined, __alloc_contig_migrate_range);
  },
);
