/** Kernels of the era, reference first. */
import type { Releases } from "../era.ts";
import { FLAGS_FROM_6_12 } from "../machine/page-flags.ts";
import { topBytePageTypes } from "../machine/page-type.ts";

const base = { flags: FLAGS_FROM_6_12, types: topBytePageTypes };

const of2026 = [
  "core-migrates",
  "core-counts-managed",
  "one-balloon-lock",
  "no-page-lock",
  "cmm-fixes",
  "contig-frozen",
  "free-empties-private",
] as const;
const by7_2 = [...of2026, "zs-busy", "compaction-free-listens"] as const;

/**
 * There is no 6.18: what it has and 6.17.0 has not, stable 6.17.6 has too, so as far as the models go it is the reference. And what 7.3 calls
 * `migrate_info` is the word `private` under another name.
 */
export const releases = [
  { id: "6.17", source: "Debian linux 6.17.13-1~bpo13+1", ...base, differences: new Set() },
  {
    id: "6.17.0",
    source: "mainline v6.17, from the 29 posted patches",
    ...base,
    differences: new Set(["freed-shortcut", "vmw-inflate-failure-is-busy"]),
  },
  { id: "6.19", source: "mainline v6.19, from the patches named here", ...base, differences: new Set(["cmm-fixes"]) },
  { id: "7.0", source: "mainline v7.0, from the patches named here", ...base, differences: new Set(of2026) },
  { id: "7.2", source: "Debian linux 7.2.13-1", ...base, differences: new Set(by7_2) },
  {
    id: "7.3",
    source: "Debian linux 7.3.4-1~bpo13+1",
    ...base,
    differences: new Set([...by7_2, "zs-free-by-class"]),
  },
] satisfies Releases;
