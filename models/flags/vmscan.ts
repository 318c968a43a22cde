/** mm/vmscan.c, 6.17: the part that must step over movable pages. */
import { type Folio, lru_to_folio } from "../machine/folio.ts";
import { entries_safe, type ListHead } from "../machine/list.ts";
import { shrink_clean_page } from "../machine/lru.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { mod_isolated } from "../machine/vmstat.ts";
import { FOLIO_MAPPING_ANON, FOLIO_MAPPING_FLAGS, page_has_movable_ops } from "./movable.ts";

/** Frees the clean pages of files from a list of isolated pages. The others stay on it. */
export const reclaim_clean_pages_from_list = kernel("reclaim_clean_pages_from_list", function* (list: ListHead): Steps {
  const { k } = list.memory;
  yield "contig:reclaim";
  for (const entry of entries_safe(list)) {
    const folio = lru_to_folio(list.memory, entry);
    // A movable page looks like a clean page of a file: not anonymous, not dirty.
    if (k.guard("reclaim:skip-movable") && page_has_movable_ops(folio.page)) continue;
    if ((folio.mapping & FOLIO_MAPPING_ANON) !== 0 || !in_page_cache(folio)) continue;
    if (shrink_clean_page(folio.page)) mod_isolated(folio.page, -1);
  }
});

/**
 * A page cache page has a mapping. A movable page has none in this era: taken for a clean page of a file it would be kept after
 * all, but only by that chance.
 */
export function in_page_cache(folio: Folio): boolean {
  return folio.mapping !== 0 && (folio.mapping & FOLIO_MAPPING_FLAGS) === 0;
}
