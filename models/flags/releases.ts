/** Kernels of the era, reference first. */
import type { Releases } from "../era.ts";
import { FLAGS_FROM_6_12 } from "../machine/page-flags.ts";
import { topBytePageTypes } from "../machine/page-type.ts";

const base = { flags: FLAGS_FROM_6_12, types: topBytePageTypes };

export const releases = [
  { id: "6.17", source: "Debian linux 6.17.13-1~bpo13+1", ...base, differences: new Set() },
  {
    id: "6.17.0",
    source: "mainline v6.17, from the 29 posted patches",
    ...base,
    differences: new Set(["freed-shortcut", "vmw-inflate-failure-is-busy"]),
  },
  {
    id: "7.2",
    source: "Debian linux 7.2.13-1",
    ...base,
    differences: new Set([
      "core-migrates",
      "core-counts-managed",
      "one-balloon-lock",
      "no-page-lock",
      "cmm-fixes",
      "zs-busy",
      "compaction-free-listens",
      "contig-frozen",
      "free-empties-private",
    ]),
  },
] satisfies Releases;
