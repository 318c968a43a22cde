/** What the kernels with PG_movable_ops do, and no others: 6.17 and later. */
import { MovableOperations } from "../../models/flags/movable.ts";
import { baseOf, does, type Expectations } from "./expectations.ts";

export const flags: Expectations = {
  exceptions: [
    {
      name: "a page keeps its type until it is free",
      differs: [/^pages\..*\.type$/],
      when: (plan) => does(plan, "soft-offline", "get", "isolate"),
      reason:
        "Its owner leaves the type to the free path, which a page that somebody else holds has not come to, and which leaves a poisoned page as it is.",
      source: "mm/page_alloc.c:free_pages_prepare(), 6.17",
      witness: {
        driver: "virtio-balloon",
        script: [
          ["inflate", 1],
          ["soft-offline", 0],
        ],
      },
    },
  ],
  on(release) {
    const base = baseOf(release);
    const isNewest = base === "7.2";
    const isStage = base !== release.id;
    // Only 6.17.0 to 6.17.5, and the stages before them, put back a page that its driver released: fixed with "vmw_balloon: indicate
    // success when effectively deflating during migration".
    const putsBackReleased = isStage || base === "6.17.0";
    const marksByFlag = !release.differences.has("mark-in-mapping");
    return {
      callbacks: { table: (k) => k.symbol("balloon_mops"), of: MovableOperations, migrate: "migrate_page" },
      marksByFlag,
      clearsMark: false,
      hasTableOfType: true,
      // From the traces of 6.17: KPF_OFFLINE, and KPF_UPTODATE where the mark borrows that bit.
      ballooned: marksByFlag ? 0x800008 : 0x800000,
      looksLikeFile: false,
      offlining: [
        "start_isolate_page_range",
        ...Array(3).fill(["isolate_folio_to_list", "isolate_movable_ops_page"]).flat(),
        ...Array(3).fill("alloc_migration_target"),
        ...Array(3).fill("virtballoon_migratepage"),
        "test_pages_isolated",
        "__offline_isolated_pages",
      ],
      triesWithoutTarget: 1,
      mindsWholePageblock: false,
      holdsFreePages: false,
      // mm/compaction.c:compaction_free(), 7.2.13.
      hearsOfRefusals: isNewest,
      // mm/page_alloc.c:free_pages_prepare(), 7.2.13.
      emptiesPrivate: isNewest,
      // Read in 7.2.13.
      unlocksFirst: isNewest ? "folio_unlock" : null,
      // mm/page_alloc.c, 7.2.13; mm/balloon.c, "mm: balloon infrastructure cleanups" v3.
      isOf2026: isNewest,
      hasCmmFixes: release.differences.has("cmm-fixes"),
      has: { z3fold: false, secretmem: true },
      locksMaps: true,
      vmw: {
        async: putsBackReleased ? "fail" : "success",
        // A second try finds the page released before anybody puts it back.
        sync: "success",
        warns: putsBackReleased,
        countsDeflation: isNewest,
      },
      zsmalloc: {
        pinned: [0],
        inside: isNewest ? [-16, -16] : [-22, -22],
        freedWhileIsolated: true,
        zonesWithoutCompaction: [3, 0],
        // 6.17.13.
        calls: {
          malloc: "zs_malloc{inc_zone_page_state; create_page_chain; folio_unlock}",
          free:
            "zs_free{fix_fullness_group; free_zspage{__free_zspage{folio_unlock; dec_zone_page_state; " +
            "__folio_put{free_frozen_pages}}}}",
          migrate: "zs_page_migrate{create_page_chain}",
        },
      },
    };
  },
};
