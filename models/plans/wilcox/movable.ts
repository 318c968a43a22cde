/**
 * The descriptor of a movable page leads to its callbacks (<Z9hVE-SzM-IuS-6B@casper.infradead.org>). The word is where `mapping` was, with two
 * tag bits in place of a descriptor's four, and so the code of `flags` for stages that still had mark and callbacks there serves for it.
 */

import type { Addr } from "../../machine/memory.ts";
import type { Page } from "../../machine/page.ts";

/** What kind of descriptor it is, in the low bits. */
export const MEMDESC_MOVABLE = 0x2;

/** Once, before anybody knows the page. */
export function set_memdesc(page: Page, mops: Addr): void {
  page.mapping = mops | MEMDESC_MOVABLE;
}
/** The owner lets go. The kind stays until the page is free; the way to the callbacks, and so to the owner, ends here. */
export function clear_memdesc(page: Page): void {
  page.mapping = MEMDESC_MOVABLE;
}
