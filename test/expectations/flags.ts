/** What the kernels with PG_movable_ops do, and no others: 6.17 and later. */
import { MovableOperations } from "../../models/flags/movable.ts";
import { compareVersions } from "../../models/index.ts";
import { type Borrowed, baseOf, does, type Expectations } from "./expectations.ts";

const [PGTY_OFFLINE, PGTY_ZSMALLOC] = [0xf1, 0xf6];
const BORROWED_BY_TYPE: Borrowed = {
  names: { PG_reclaim: "PG_movable_ops_isolated", PG_uptodate: "PG_movable_ops" },
  isMovable: ({ top }) => top === PGTY_OFFLINE || top === PGTY_ZSMALLOC,
};
const FREES_A_PAGE = "folio_unlock; dec_zone_page_state; __folio_put{free_frozen_pages}";

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
    const isStage = base !== release.id;
    const isFrom = (version: string) => compareVersions(base, version) >= 0;
    // Only 6.17.0 to 6.17.5, and the stages before them, put back a page that its driver released: fixed with "vmw_balloon: indicate
    // success when effectively deflating during migration".
    const putsBackReleased = base === "6.17.0" || (isStage && base === "6.17");
    const marksByFlag = !release.differences.has("mark-in-mapping");
    return {
      callbacks: { table: (k) => k.symbol("balloon_mops"), of: MovableOperations, migrate: "migrate_page" },
      marksByFlag,
      borrowed: BORROWED_BY_TYPE,
      clearsMark: false,
      hasTableOfType: true,
      // From the traces of 6.17: KPF_OFFLINE, and KPF_UPTODATE where the mark borrows that bit.
      ballooned: marksByFlag ? 0x800008 : 0x800000,
      looksLikeFile: false,
      absent: [],
      afterSuccess: "migrate:clear-flag",
      references: [1, 2],
      lockToIsolate: true,
      // Patch 9 of the series of 2026.
      listLockAlone: release.differences.has("no-page-lock"),
      inflatesTargets: false,
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
      hearsOfRefusals: isFrom("7.2"),
      // ac1ea219590c, v7.0.
      emptiesPrivate: isFrom("7.0"),
      // Read in 7.2.13.
      unlocksFirst: isFrom("7.2") ? "folio_unlock" : null,
      // mm/page_alloc.c, 7.2.13; mm/balloon.c, "mm: balloon infrastructure cleanups" v3.
      isOf2026: isFrom("7.0"),
      hasCmmFixes: release.differences.has("cmm-fixes"),
      has: { z3fold: false, secretmem: true },
      locksMaps: true,
      vmw: {
        async: putsBackReleased ? "fail" : "success",
        // A second try finds the page released before anybody puts it back.
        sync: "success",
        warns: putsBackReleased,
        // 6e31add91a10 is the first patch of the series of 2026.
        countsDeflation: isFrom("7.0") || (isStage && base === "6.19"),
      },
      zsmalloc: {
        pinned: [0],
        // dc711106a0bc, v7.1.
        inside: isFrom("7.1") ? [-16, -16] : [-22, -22],
        freedWhileIsolated: true,
        zonesWithoutCompaction: [3, 0],
        unguarded: {
          "moved between two links": { isolated: true, intact: false },
          "the thread waits for a page that moves": "BUG",
          "pages of two zones": [0, 1],
          "put back when it is free": -1,
          "moved when it is free": "null-dereference",
        },
        // 6.17.13.
        calls: {
          malloc: "zs_malloc{inc_zone_page_state; create_page_chain; folio_unlock}",
          free:
            // 7.3.4: no function of its own is left between zs_free() and the pages.
            isFrom("7.3")
              ? `zs_free{fix_fullness_group; ${FREES_A_PAGE}}`
              : `zs_free{fix_fullness_group; free_zspage{__free_zspage{${FREES_A_PAGE}}}}`,
          migrate: "zs_page_migrate{create_page_chain}",
        },
      },
    };
  },
};
