import { type Folio, lru_to_folio } from "../machine/folio.ts";
import { entries_safe, type ListHead } from "../machine/list.ts";
import { shrink_clean_page } from "../machine/lru.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { mod_isolated } from "../machine/vmstat.ts";
import { __folio_test_movable, PAGE_MAPPING_ANON, PAGE_MAPPING_FLAGS } from "./movable.ts";

/** Frees the clean pages of files from a list of isolated pages. The others stay on it. */
export const reclaim_clean_pages_from_list = kernel("reclaim_clean_pages_from_list", function* (list: ListHead): Steps {
  const { k } = list.memory;
  yield "contig:reclaim";
  for (const entry of entries_safe(list)) {
    const folio = lru_to_folio(list.memory, entry);
    // A movable page looks like a clean page of a file: not anonymous, not dirty.
    if (k.guard("reclaim:skip-movable") && __folio_test_movable(folio)) continue;
    if ((folio.mapping & PAGE_MAPPING_ANON) !== 0 || !in_page_cache(folio)) continue;
    if (shrink_clean_page(folio.page)) mod_isolated(folio.page, -1);
  }
});

/**
 * A page cache page has a mapping. A movable page has none for folio_mapping(), which says NULL for any tagged word: taken for
 * a clean page of a file it would be kept after all, but only by that chance.
 */
function in_page_cache(folio: Folio): boolean {
  return folio.mapping !== 0 && (folio.mapping & PAGE_MAPPING_FLAGS) === 0;
}
