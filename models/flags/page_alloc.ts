/** mm/page_alloc.c:free_pages_prepare(), 6.17: what a page must be like to be free. */
import type { Folio } from "../machine/folio.ts";
import { __page_cache_release } from "../machine/lru.ts";
import { type Page, page_count } from "../machine/page.ts";
import { __free_one_page, bad_page, put_page_testzero } from "../machine/page_alloc.ts";
import { flagsCheckedAtFree, flagsWipedAtFree, PageHWPoison } from "../machine/page-flags.ts";
import { NO_TYPE } from "../machine/page-type.ts";
import { kernel } from "../machine/trace.ts";
import { FOLIO_MAPPING_ANON, FOLIO_MAPPING_FLAGS } from "./movable.ts";

/** mm/swap.c. */
export const __folio_put = kernel("__folio_put", (folio: Folio): void => {
  __page_cache_release(folio.page);
  free_frozen_pages(folio.page);
});

export const free_frozen_pages = kernel("free_frozen_pages", (page: Page): void => {
  if (free_pages_prepare(page)) __free_one_page(page);
});

/** One reference of somebody who knows that the page is not on the LRU. */
export function __free_page(page: Page): void {
  if (put_page_testzero(page)) free_frozen_pages(page);
}

/** False: the page is refused. A poisoned page keeps everything; a bad one is reported and lost. */
export function free_pages_prepare(page: Page): boolean {
  const { k } = page.memory;
  if (PageHWPoison(page)) return false;
  const tags = k.differs("any-tag-resets-mapping") ? FOLIO_MAPPING_FLAGS : FOLIO_MAPPING_ANON;
  if ((page.mapping & tags) !== 0) page.mapping = 0;
  // Sticky types end here: their owners never clear them.
  if (k.guard("free:reset-type") && k.types.has_type(page)) page.page_type = NO_TYPE;
  const reason = page_bad_reason(page);
  if (reason !== null) {
    bad_page(page, reason);
    return false;
  }
  // PG_movable_ops and PG_movable_ops_isolated are not among the flags checked; they are wiped with the others.
  page.flags &= ~flagsWipedAtFree(k.flags);
  if (k.differs("free-empties-private")) page.private = 0;
  return true;
}

function page_bad_reason(page: Page): string | null {
  if (page._mapcount !== NO_TYPE) return "nonzero mapcount";
  if (page.mapping !== 0) return "non-NULL mapping";
  if (page_count(page) !== 0) return "nonzero _refcount";
  if ((page.flags & flagsCheckedAtFree(page.memory.k.flags)) !== 0) return "PAGE_FLAGS_CHECK_AT_FREE flag(s) set";
  return null;
}
