/** mm/memory-failure.c:page_handle_poison(), the end of soft offlining in all eras. */
import type { Kernel } from "./kernel.ts";
import { get_page, type Page } from "./page.ts";
import { put_page, take_page_off_buddy } from "./page_alloc.ts";
import { set_bit } from "./page-flags.ts";
import { kernel } from "./trace.ts";

/**
 * The frame is out of use for good: poisoned, with one reference that nobody drops. `release`: the caller's reference goes
 * first, and the free path refuses the page because the flag is set already. False: a free page was taken by somebody else.
 */
export const page_handle_poison = kernel(
  "page_handle_poison",
  (k: Kernel, page: Page, from: "buddy" | "release"): boolean => {
    if (from === "buddy" && !take_page_off_buddy(k, page)) return false;
    set_bit(page, k.flags.PG_hwpoison);
    if (from === "release") put_page(k, page);
    get_page(page);
    return true;
  },
);
