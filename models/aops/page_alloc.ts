/** mm/page_alloc.c:free_pages_prepare(), 5.10: what a page must be like to be free. */
import { __page_cache_release } from "../machine/lru.ts";
import { under, ZONE_LOCK } from "../machine/monitor.ts";
import { type Page, page_count, page_to_pfn } from "../machine/page.ts";
import { __free_one_page, bad_page, find_free_block, NO_BLOCK, put_page_testzero } from "../machine/page_alloc.ts";
import { flagsCheckedAtFree, flagsWipedAtFree, PageHWPoison } from "../machine/page-flags.ts";
import { NO_TYPE } from "../machine/page-type.ts";
import { kernel } from "../machine/trace.ts";
import { PAGE_MAPPING_FLAGS } from "./movable.ts";

/** mm/swap.c. */
export const __put_page = kernel("__put_page", (page: Page): void => {
  __page_cache_release(page);
  free_unref_page(page);
});

const free_unref_page = kernel("free_unref_page", (page: Page): void => {
  if (free_pages_prepare(page)) __free_one_page(page);
});

/** One reference of somebody who knows that the page is not on the LRU. */
export function __free_page(page: Page): void {
  if (put_page_testzero(page)) free_unref_page(page);
}

/** False: the page is refused. A poisoned page keeps everything; a bad one is reported and lost. */
function free_pages_prepare(page: Page): boolean {
  if (PageHWPoison(page)) return false;
  // The word 2 of a released movable page ends its life here.
  if ((page.mapping & PAGE_MAPPING_FLAGS) !== 0) page.mapping = 0;
  const reason = page_bad_reason(page);
  if (reason !== null) {
    bad_page(page, reason);
    return false;
  }
  // PG_isolated may still be set: it is not among the flags checked, and is wiped with the others.
  page.flags &= ~flagsWipedAtFree(page.memory.k.flags);
  return true;
}

function page_bad_reason(page: Page): string | null {
  // A page type that its owner forgot to clear reads as a mapcount here.
  if (page._mapcount !== NO_TYPE) return "nonzero mapcount";
  if (page.mapping !== 0) return "non-NULL mapping";
  if (page_count(page) !== 0) return "nonzero _refcount";
  if ((page.flags & flagsCheckedAtFree(page.memory.k.flags)) !== 0) return "PAGE_FLAGS_CHECK_AT_FREE flag(s) set";
  return null;
}

/** Later kernels ask without the lock. */
export const is_free_buddy_page = under(
  ZONE_LOCK,
  (page: Page): boolean => find_free_block(page.memory.k, page_to_pfn(page)) !== NO_BLOCK,
);
