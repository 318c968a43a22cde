/** What frozen pages of balloons do otherwise than a kernel with the series of 2026, as we read the mail. */
import type { Expectations } from "./expectations.ts";
import { flags } from "./flags.ts";

export const frozen: Expectations = {
  exceptions: flags.exceptions,
  on: (release) => ({
    ...flags.on(release),
    marksByFlag: false,
    // KPF_OFFLINE alone: the mark is in the word of the type.
    ballooned: 0x800000,
    // Of references, of the page lock, and of the flag and the list that normal pages have too.
    absent: [
      "isolate:pin",
      "isolate:put",
      "putback:flag-under-lock",
      "balloon:get-dst",
      "balloon:put-src",
      "lru:account-lru-only",
      "offline:movable-first",
    ],
    afterSuccess: "migrate:free-src",
    references: [0, 0],
    // Nothing is locked.
    unlocksFirst: "isolate_movable_ops_page",
    lockToIsolate: false,
    // A page is in the balloon's bitmap, and on no list.
    listLockAlone: false,
    // Without a reference the pages are isolated one by one as they are found, and no target waits for another.
    offlining: [
      "start_isolate_page_range",
      ...Array(3).fill("isolate_movable_ops_page"),
      ...Array(3).fill(["alloc_migration_target", "virtballoon_migratepage"]).flat(),
      "test_pages_isolated",
      "__offline_isolated_pages",
    ],
  }),
};
