/** Kernels of the era, reference first. */
import type { Release } from "../era.ts";
import { FLAGS_TO_6_1 } from "../machine/page-flags.ts";
import { maskedPageTypes } from "../machine/page-type.ts";

const base = { flags: FLAGS_TO_6_1, types: maskedPageTypes };

/**
 * The reference is 5.10.223. Later ones of 5.10 are not the same: 5.10.262 has 15504b116300, which `mops` knows as `finalize-after-unlock`.
 *
 * - `caller-puts-back`: a page that failed for good goes on a return list and the caller puts it back
 *   (dd4ae78a21c8, v5.11); before, migrate_pages() puts it back itself.
 * - `atomic-isolated`: PG_isolated is set and cleared atomically (356ea3865687, v5.18).
 * - `zspage-freed-while-isolated`: an isolated zspage stays on its class list and can be freed
 *   (c4549b871102, v5.17); before, freeing is deferred.
 * - `z3fold-migrated`: z3fold marks a page that moves, so that nobody maps an object of it through the old header ("mm/z3fold:
 *   fix z3fold_page_migrate races with z3fold_map", v5.19).
 * - `unmovable-in-range-only`: of a pageblock that the range covers in part, only the part must be movable ("mm: page_isolation:
 *   check specified range for unmovable pages", v5.19).
 */
export const releases: readonly Release[] = [
  { id: "5.10", source: "Debian linux 5.10.223-1", ...base, differences: new Set() },
  {
    id: "5.19",
    source: "mainline v5.19, from the patches named here",
    ...base,
    differences: new Set([
      "caller-puts-back",
      "atomic-isolated",
      "zspage-freed-while-isolated",
      "z3fold-migrated",
      "unmovable-in-range-only",
    ]),
  },
];
