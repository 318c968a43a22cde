import type { DifferenceName } from "../../differences.ts";
import type { Releases } from "../../era.ts";
import { releases as flags } from "../../flags/releases.ts";

/** Of stages of the series of 2022 and 2025: the mark and the callbacks in one word, which the free path empties; zsmalloc lets go by a word of its own. */
const SHARED: readonly DifferenceName[] = [
  "mark-in-mapping",
  "ops-in-mapping",
  "any-tag-resets-mapping",
  "free-resets-type",
  "zsmalloc-says-released",
];

export const releases = [
  {
    ...flags[0],
    id: "2025-03",
    source: "never built; our reading of <Z9hVE-SzM-IuS-6B@casper.infradead.org>",
    differences: new Set(SHARED),
  },
  {
    ...flags[0],
    id: "one-next",
    source: "never built; another reading of <Z9hdzK96TqB3_Ck4@casper.infradead.org>",
    differences: new Set<DifferenceName>([...SHARED, "one-next"]),
  },
  {
    ...flags[0],
    id: "device-in-private",
    source: "never built; another reading of <Z9hVE-SzM-IuS-6B@casper.infradead.org>",
    differences: new Set<DifferenceName>([...SHARED, "device-in-private"]),
  },
] satisfies Releases;
