/** What a function of their own for pages of balloons does otherwise than a kernel with the series of 2026, as we read the mail. */
import type { Expectations } from "./expectations.ts";
import { flags } from "./flags.ts";

export const offlinepages: Expectations = {
  exceptions: flags.exceptions,
  on: (release) => ({
    ...flags.on(release),
    // Target after target, as up to 6.2: there are no batches.
    offlining: [
      "start_isolate_page_range",
      ...Array(3).fill(["isolate_folio_to_list", "isolate_movable_ops_page"]).flat(),
      ...Array(3).fill(["alloc_migration_target", "virtballoon_migratepage"]).flat(),
      "test_pages_isolated",
      "__offline_isolated_pages",
    ],
  }),
};
