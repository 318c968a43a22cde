import { get_page, type Page } from "./page.ts";
import { put_page, take_page_off_buddy } from "./page_alloc.ts";
import { set_bit } from "./page-flags.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";

/**
 * The frame is out of use for good: poisoned, with one reference that nobody drops. `release`: the caller's reference goes
 * first, and the free path refuses the page because the flag is set already. False: a free page was taken by somebody else.
 */
export const page_handle_poison = kernel(
  "page_handle_poison",
  function* (page: Page, hugepage_or_freepage: boolean, release: boolean): Steps<boolean> {
    if (hugepage_or_freepage) {
      yield "soft-offline:take";
      if (!take_page_off_buddy(page)) return false;
    }
    yield "soft-offline:poison";
    set_bit(page, page.memory.k.flags.PG_hwpoison);
    if (release) {
      yield "soft-offline:release";
      put_page(page);
    }
    yield "soft-offline:keep";
    get_page(page);
    return true;
  },
);
