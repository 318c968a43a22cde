// The one table of what differs by era although the same things were done. Specs that compare eras ask it; a test fails when an
// entry is not needed any more. Each entry has a short run that shows the difference.
import type { EraId } from "../../models/era.ts";
import type { Command, Plan } from "./random.ts";

export interface Exception {
  name: string;
  /** The era that is on its own. */
  era: EraId;
  /** Paths of the observation that may differ: a pattern for each. */
  differs: readonly RegExp[];
  /** Runs that it has to do with. */
  when(plan: Plan): boolean;
  reason: string;
  source: string;
  witness: { driver: string; script: Command[] };
}

const ALL = [/./];
const count = (plan: Plan, name: string) => plan.scripts.flat().filter(([each]) => each === name).length;
const does = (plan: Plan, ...names: string[]) => plan.scripts.flat().some(([name]) => names.includes(name));

export const EXCEPTIONS: readonly Exception[] = [
  {
    name: "zsmalloc pages without a type",
    era: "aops",
    differs: [/^pages\..*\.type$/],
    when: ({ driver }) => driver === "zsmalloc",
    reason: "There is no page type for zsmalloc yet: the word holds the offset of the first object.",
    source: "include/linux/page-flags.h, 5.10; PG_zsmalloc came in v6.11",
    witness: { driver: "zsmalloc", script: [["malloc", 2]] },
  },
  {
    name: "a page keeps its type until it is free",
    era: "flags",
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
  {
    name: "contiguous ranges take whole pageblocks",
    era: "aops",
    differs: ALL,
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
    era: "aops",
    differs: ALL,
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
    era: "aops",
    differs: ALL,
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
    era: "aops",
    differs: ALL,
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
    era: "aops",
    differs: ALL,
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
    era: "aops",
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
];
