/** Kernels of the era, reference first. */
import type { Releases } from "../era.ts";
import { FLAGS_TO_6_1 } from "../machine/page-flags.ts";
import { maskedPageTypes } from "../machine/page-type.ts";

const base = { flags: FLAGS_TO_6_1, types: maskedPageTypes };

/**
 * The reference is 5.10.223. 5.10.262 has some fixes of 2025, two of them for pages that `mops` and `flags` have by then, so it stands before 5.19.
 */
export const releases = [
  { id: "5.10", source: "Debian linux 5.10.223-1", ...base, differences: new Set() },
  {
    id: "5.10.262",
    source: "Debian linux 5.10.262-1",
    ...base,
    differences: new Set(["dequeue-trusts-list", "finalize-after-unlock", "cmm-fixes", "zs-asks-what-it-can-move"]),
  },
  {
    id: "5.19",
    source: "mainline v5.19, from the patches named here",
    ...base,
    differences: new Set([
      "caller-puts-back",
      "zspage-freed-while-isolated",
      "z3fold-migrated",
      "unmovable-in-range-only",
    ]),
  },
] satisfies Releases;
