/** Kernels of the era, reference first. */
import type { Release } from "../era.ts";
import { FLAGS_FROM_6_12 } from "../machine/page-flags.ts";
import { topBytePageTypes } from "../machine/page-type.ts";

const base = { flags: FLAGS_FROM_6_12, types: topBytePageTypes };

/**
 * - `freed-shortcut`: a page with only the isolation reference left is done without a target, movable or not. Stable 6.17.6
 *   and v6.18 leave movable pages out of that test (95c2908f1a4f), so the reference kernel does not do it.
 * - `vmw-inflate-failure-is-busy`: a vmw migration that only deflated says -EBUSY; stable 6.17.6 and v6.18 say 0.
 */
export const releases: readonly Release[] = [
  { id: "6.17", source: "Debian linux 6.17.13-1~bpo13+1", ...base, differences: new Set() },
  {
    id: "6.17.0",
    source: "mainline v6.17, from the 29 posted patches",
    ...base,
    differences: new Set(["freed-shortcut", "vmw-inflate-failure-is-busy"]),
  },
];
