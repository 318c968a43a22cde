import type { Releases } from "../../era.ts";
import { releases as flags } from "../../flags/releases.ts";

export const releases = [
  {
    ...flags[0],
    id: "2025-03",
    source:
      "never built; our reading of <Z9hVE-SzM-IuS-6B@casper.infradead.org> and <Z9hdzK96TqB3_Ck4@casper.infradead.org>",
    differences: new Set([
      "mark-in-mapping",
      "ops-in-mapping",
      "any-tag-resets-mapping",
      "free-resets-type",
      "zsmalloc-says-released",
    ]),
  },
] satisfies Releases;
