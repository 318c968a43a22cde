/** Kernels of the era, reference first. */
import type { Release } from "../era.ts";
import { FLAGS_FROM_6_12 } from "../machine/page-flags.ts";
import { topBytePageTypes } from "../machine/page-type.ts";

const base = { flags: FLAGS_FROM_6_12, types: topBytePageTypes };

/**
 * - `freed-shortcut`: a page with only the isolation reference left is done without a target, movable or not. Stable 6.17.6
 *   and v6.18 leave movable pages out of that test (95c2908f1a4f), so the reference kernel does not do it.
 * - `vmw-inflate-failure-is-busy`: a vmw migration that only deflated says -EBUSY; stable 6.17.6 and v6.18 say 0.
 * - `core-migrates`: a balloon driver's callback only talks to the host; balloon_page_migrate() does all the rest, under its lock. -ENOENT
 *   from the driver means that the balloon is one page smaller now, which is counted as a deflation (patches 1 and 5 of "mm: balloon
 *   infrastructure cleanups" v3, January 2026).
 * - `core-counts-managed`: the count of managed pages changes where a page joins or leaves the balloon's list, so when it deflates before
 *   the host is told (patch 6 of these).
 * - `one-balloon-lock`: one balloon_pages_lock for all balloons, in place of one each (patch 8 of these).
 * - `no-page-lock`: the balloon takes no page lock, neither for new pages nor for those that leave, and isolating looks for the device
 *   under balloon_pages_lock (patch 9 of these).
 * - `cmm-fixes`: cmm sets up its list without migration support too (late 2025; stable from 6.1.160 and 6.12.64).
 * - `zs-busy`: zsmalloc refuses to move a page that is being read with -EBUSY, where it was -EINVAL (dc711106a0bc, v7.1).
 * - `compaction-free-listens`: a target that the free path refuses stays off the free scanner's list ("handle free_pages_prepare() properly
 *   in compaction_free()", June 2026, in 7.2); from 733aea0b3a7b (v6.9) on nobody looked at the answer.
 * - `contig-frozen`: alloc_contig_range() takes its pages by alloc_contig_frozen_range(), without a reference, and gives them one at the
 *   end (v7.0; read in 7.2.13).
 * - `free-empties-private`: the free path empties page->private (ac1ea219590c, v7.0).
 */
export const releases: readonly Release[] = [
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
];
