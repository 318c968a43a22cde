import { free_frozen_pages } from "../../flags/page_alloc.ts";
import { atomic } from "../../machine/atomic.ts";
import { indivisible } from "../../machine/monitor.ts";
import type { Page } from "../../machine/page.ts";

/** The page is the caller's alone: nobody can have a reference to it. */
export const free_frozen_page = indivisible(
  "free_frozen_page",
  atomic((page: Page): void => free_frozen_pages(page)),
);
