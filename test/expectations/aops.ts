/** What the kernels with address_space_operations do, and no others: 5.10 to 5.19. */
import { AddressSpaceOperations } from "../../models/aops/movable.ts";
import { BORROWED_BY_MAPPING, baseOf, count, does, type Expectations } from "./expectations.ts";

/** mm/zsmalloc.c. A handle's lock bit is only tried, 10 passes; the zspage's lock is waited for. */
const PINNED = Array(10).fill(-11);

export const aops: Expectations = {
  exceptions: [
    {
      name: "zsmalloc pages without a type",
      differs: [/^pages\..*\.type$/],
      when: ({ driver }) => driver === "zsmalloc",
      reason: "There is no page type for zsmalloc yet: the word holds the offset of the first object.",
      source: "include/linux/page-flags.h, 5.10; PG_zsmalloc came in v6.11",
      witness: { driver: "zsmalloc", script: [["malloc", 2]] },
    },
    {
      name: "contiguous ranges take whole pageblocks",
      differs: [/./],
      when: (plan) =>
        plan.scripts.flat().some(([name, , size]) => (name === "contig" || name === "unplug") && size !== 4),
      reason: "A page that cannot move stops the range although it is not in it, but only in the same pageblock.",
      source: "mm/page_isolation.c:set_migratetype_isolate(), 5.10; the range itself is looked at from v5.19 on",
      witness: {
        driver: "cmm",
        script: [
          ["alloc", 1],
          ["contig", 1, 1],
        ],
      },
    },
    {
      name: "a zspage with isolated pages takes no objects",
      differs: [/./],
      when: (plan) => plan.driver === "zsmalloc" && does(plan, "isolate"),
      reason: "It is on no list of its size class, so that the next object gets a new zspage.",
      source: "mm/zsmalloc.c:zs_page_isolate(), 5.10; c4549b871102 (v5.17) leaves it on the list",
      witness: {
        driver: "zsmalloc",
        script: [
          ["malloc", 1],
          ["isolate", 0],
          ["isolate", 1],
          ["isolate", 8],
          ["isolate", 12],
          ["malloc", 1],
        ],
      },
    },
    {
      name: "offlining moves pages in the order of their frames",
      differs: [/./],
      when: (plan) => does(plan, "offline"),
      reason: "It queues what it isolated; later kernels stack it. So pages meet other targets, and get other frames.",
      source:
        "mm/memory_hotplug.c:do_migrate_range(), 5.10: list_add_tail(); mm/migrate.c:isolate_folio_to_list(), 6.16: list_add()",
      witness: {
        driver: "vmw-balloon",
        script: [
          ["map", 2],
          ["inflate", 1],
          ["offline", 0],
        ],
      },
    },
    {
      name: "a page that says try again gets a new target each time",
      differs: [/./],
      when: (plan) => does(plan, "get"),
      reason:
        "Batches keep the target for the next pass. The page that is held stays, but others find other frames free.",
      source: "mm/migrate.c:unmap_and_move() 5.10, migrate_pages_batch() 6.16",
      witness: {
        driver: "virtio-mem",
        script: [
          ["map", 4],
          ["get", 3],
          ["compact", "MIGRATE_SYNC"],
        ],
      },
    },
    {
      name: "the frame of a page that has moved is free for the next one",
      differs: [/./],
      when: (plan) => does(plan, "migrate") && count(plan, "isolate") > 1,
      reason: "It moves one page after the other; batches take all targets first. So pages get other frames.",
      source: "mm/migrate.c:migrate_pages(), 5.10; migrate_pages_batch(), 6.16 (since v6.3)",
      witness: {
        driver: "cmm",
        script: [
          ["inflate", 2],
          ["isolate", 0],
          ["isolate", 1],
          ["migrate", "MIGRATE_ASYNC"],
        ],
      },
    },
    {
      name: "contiguous ranges go on without targets",
      differs: [/^events\.PGMIGRATE_FAIL$/],
      when: (plan) => does(plan, "contig", "unplug"),
      reason: "It tries five times although no page is left; later kernels stop at the first -ENOMEM.",
      source: "mm/page_alloc.c:__alloc_contig_migrate_range(), 5.10 and 6.16",
      witness: {
        driver: "cmm",
        script: [
          ["inflate", 4],
          ["alloc", 16],
          ["contig", 0, 4],
        ],
      },
    },
  ],
  on(release) {
    const base = baseOf(release);
    const isFirst = base.startsWith("5.10");
    return {
      callbacks: { table: (k) => k.symbol("balloon_aops"), of: AddressSpaceOperations, migrate: "migratepage" },
      marksByFlag: false,
      borrowed: BORROWED_BY_MAPPING,
      clearsMark: true,
      hasTableOfType: false,
      // KPF_OFFLINE, from the traces of 5.10.
      ballooned: 0x800000,
      // mm/vmscan.c:reclaim_clean_pages_from_list(). The mark leads to a table, and not to a mapping, from patch 2 of the series of 2022 on.
      looksLikeFile: !release.differences.has("mark-leads-to-table"),
      absent: [],
      afterSuccess: "migrate:clear-flag",
      references: [1, 2],
      lockToIsolate: true,
      listLockAlone: false,
      inflatesTargets: false,
      // Target after target; later kernels take them all and then move.
      offlining: [
        "start_isolate_page_range",
        ...Array(3).fill("isolate_movable_page"),
        ...Array(3).fill(["alloc_migration_target", "virtballoon_migratepage"]).flat(),
        "test_pages_isolated",
        "__offline_isolated_pages",
      ],
      // Later kernels see that there is no point in trying again.
      triesWithoutTarget: 5,
      // mm/page_isolation.c:set_migratetype_isolate(), 5.10; up to 5.18.
      mindsWholePageblock: !release.differences.has("unmovable-in-range-only"),
      // mm/compaction.c, 5.10.223: its pages are prepared and stay so.
      holdsFreePages: true,
      hearsOfRefusals: false,
      emptiesPrivate: false,
      unlocksFirst: null,
      isOf2026: false,
      hasCmmFixes: release.differences.has("cmm-fixes"),
      // secretmem came in v5.14.
      has: { z3fold: true, secretmem: !isFirst },
      locksMaps: !isFirst,
      vmw: {
        async: "fail",
        sync: "fail",
        warns: release.differences.has("balloon-says-released"),
        countsDeflation: false,
      },
      zsmalloc: {
        pinned: isFirst ? PINNED : [],
        inside: [],
        // c4549b871102 (v5.17) ended the deferral.
        freedWhileIsolated: !isFirst,
        // 694d6b99923e mends a fault of nine years: not in 5.10.223, read in 5.10.262.
        zonesWithoutCompaction: base === "5.10.262" ? [3, 0] : [0, 3],
        unguarded: {
          "freed while isolated": "BUG",
          "freed while isolated, and the pool goes": "zs:drain",
          "freed by the thread that comes after": { done: false, pages: 1 },
          "the pool goes with a page isolated": "use-after-free",
          "isolated at its first mark": "null-dereference",
          "freed before the driver is asked": "null-dereference",
        },
        // 5.10.223.
        calls: {
          malloc: "zs_malloc{inc_zone_page_state; create_page_chain; __SetPageMovable; unlock_page}",
          free:
            "zs_free{fix_fullness_group; free_zspage{__free_zspage{reset_page{__ClearPageMovable}; unlock_page; " +
            "dec_zone_page_state; __put_page{free_unref_page}}}}",
          migrate: "zs_page_migrate{create_page_chain; __SetPageMovable; reset_page{__ClearPageMovable}}",
        },
      },
    };
  },
};
