/** What the kernels with movable_operations in page->mapping do, and no others: 6.1 to 6.16. */
import { MovableOperations } from "../../models/mops/movable.ts";
import { must } from "../../src/engine/must.ts";
import { BORROWED_BY_MAPPING, baseOf, type Expectations } from "./expectations.ts";

/** mm/zsmalloc.c. The lock of the pool covers it; from v6.15 on readers may sleep: -EINVAL, once in the batch that does not sleep and once alone. */
const INSIDE: Record<string, number[]> = { "6.16": [-22, -22], "6.12": [], "6.1": [] };

export const mops: Expectations = {
  exceptions: [],
  on(release) {
    const base = baseOf(release);
    const isFirst = base === "6.1";
    return {
      callbacks: { table: (k) => k.symbol("balloon_mops"), of: MovableOperations, migrate: "migrate_page" },
      marksByFlag: false,
      borrowed: BORROWED_BY_MAPPING,
      clearsMark: true,
      hasTableOfType: false,
      // KPF_OFFLINE.
      ballooned: 0x800000,
      looksLikeFile: false,
      absent: [],
      afterSuccess: "migrate:clear-flag",
      references: [1, 2],
      lockToIsolate: true,
      listLockAlone: false,
      inflatesTargets: false,
      offlining: [
        "start_isolate_page_range",
        ...Array(3).fill(["isolate_folio_to_list", "isolate_movable_page"]).flat(),
        ...Array(3).fill("alloc_migration_target"),
        ...Array(3).fill("virtballoon_migratepage"),
        "test_pages_isolated",
        "__offline_isolated_pages",
      ],
      triesWithoutTarget: 1,
      mindsWholePageblock: false,
      // mm/compaction.c, 6.1.176: its pages are prepared and stay so.
      holdsFreePages: isFirst,
      // mm/compaction.c:compaction_free(), 6.12.107.
      hearsOfRefusals: base === "6.12",
      // mm/page_alloc.c:free_pages_prepare(), 6.1.176 and 6.12.107.
      emptiesPrivate: isFirst || base === "6.12",
      // Recorded on 6.1.176, read in 6.12.107.
      unlocksFirst: isFirst ? "unlock_page" : base === "6.12" ? "folio_unlock" : null,
      isOf2026: false,
      // 0da2ba35c0d5: cmm did not count BALLOON_MIGRATE. Of these kernels Debian's 6.1.176 and 6.12.107 have the fix.
      hasCmmFixes: release.differences.has("cmm-fixes"),
      // z3fold went in v6.15.
      has: { z3fold: base !== "6.16", secretmem: true },
      locksMaps: true,
      // Kernels with batches (v6.3 on) try again what failed in a first, asynchronous round, and find the page released: success.
      vmw: {
        async: "fail",
        sync: isFirst ? "fail" : "success",
        // From 3544c4faccb8 on, patch 13 of the series of 2025.
        warns: release.differences.has("balloon-says-released"),
        countsDeflation: false,
      },
      zsmalloc: {
        pinned: [0],
        inside: must(INSIDE[base], "such field"),
        freedWhileIsolated: true,
        zonesWithoutCompaction: [3, 0],
        unguarded: {
          "isolated at its first mark": "null-dereference",
          "moved between two links": { isolated: true, intact: false },
          "the thread waits for a page that moves": "BUG",
          "the target is refused": ["bad-page", "bad-page"],
          "pages of two zones": [0, 1],
          "moved when it is free": "null-dereference",
        },
        // Of 6.16.12 no trace is at hand, 6.12.107 does this.
        calls: {
          malloc: "zs_malloc{inc_zone_page_state; create_page_chain; __SetPageMovable; folio_unlock}",
          free:
            "zs_free{fix_fullness_group; free_zspage{__free_zspage{__ClearPageMovable; folio_unlock; " +
            "dec_zone_page_state; __folio_put{free_frozen_pages}}}}",
          migrate: "zs_page_migrate{create_page_chain; __SetPageMovable; __ClearPageMovable}",
        },
      },
    };
  },
};
