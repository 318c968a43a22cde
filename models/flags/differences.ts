/** What kernels of the era do otherwise than 6.17, each by the name that `k.differs()` asks for, and how that is known. */
export const differences = {
  "freed-shortcut":
    "a page with only the isolation reference left is done without a target, movable or not. Stable 6.17.6 and v6.18 leave movable pages out of that test (95c2908f1a4f), so the reference kernel does not do it.",
  "vmw-inflate-failure-is-busy": "a vmw migration that only deflated says -EBUSY; stable 6.17.6 and v6.18 say 0.",
  "core-migrates":
    'a balloon driver\'s callback only talks to the host; balloon_page_migrate() does all the rest, under its lock. -ENOENT from the driver means that the balloon is one page smaller now, which is counted as a deflation (patches 1 and 5 of "mm: balloon infrastructure cleanups" v3, January 2026).',
  "core-counts-managed":
    "the count of managed pages changes where a page joins or leaves the balloon's list, so when it deflates before the host is told (patch 6 of these).",
  "one-balloon-lock": "one balloon_pages_lock for all balloons, in place of one each (patch 8 of these).",
  "no-page-lock":
    "the balloon takes no page lock, neither for new pages nor for those that leave, and isolating looks for the device under balloon_pages_lock (patch 9 of these).",
  "cmm-fixes":
    "cmm counts BALLOON_MIGRATE (0da2ba35c0d5) and sets up its list without migration support too (late 2025; stable from 6.1.160 and 6.12.64).",
  "zs-busy":
    "zsmalloc refuses to move a page that is being read with -EBUSY, where it was -EINVAL (dc711106a0bc, v7.1).",
  "compaction-free-listens":
    'a target that the free path refuses stays off the free scanner\'s list ("handle free_pages_prepare() properly in compaction_free()", June 2026, in 7.2); from 733aea0b3a7b (v6.9) on nobody looked at the answer.',
  "contig-frozen":
    "alloc_contig_range() takes its pages by alloc_contig_frozen_range(), without a reference, and gives them one at the end (v7.0; read in 7.2.13).",
  "free-empties-private": "the free path empties page->private (ac1ea219590c, v7.0).",
  "zs-free-by-class":
    "the word of a handle has the size class, so that zs_free() finds it without pool->lock; it takes an empty zspage off its list under class->lock and frees it when that is gone (read in 7.3.4).",
  // Only stages of the series of 2025 and 2026.
  "vmw-counts-deflation":
    "vmw_balloon counts BALLOON_DEFLATE where a migration ends in a deflation, which the core does later on (6e31add91a10).",
  "mark-in-mapping": "the mark is bit 1 of `page->mapping` (up to 3d388584d599).",
  "ops-in-mapping": "the rest of that word leads to the callbacks (up to 84caf98838a3).",
  "ops-compiled-in":
    "the callbacks of a type are named in mm/migrate.c under #ifdef, which fails for a module; a way to register them came after the series, in v6.17-rc3 (053c8ebe74f7).",
  "any-tag-resets-mapping": "the free path empties a `mapping` with any of the two low bits set (up to 5799c0ed0aff).",
} as const;

declare module "../differences.ts" {
  interface Differences {
    flags: keyof typeof differences;
  }
}
