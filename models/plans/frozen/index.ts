/**
 * David Hildenbrand, January 2025: an offline page needs nothing but its type and a flag or two. Its reference count is always 0, no list can hold it and
 * nobody locks it. Never built; this is our reading of <2612ac8a-d0a9-452b-a53d-75ffc6166224@redhat.com>, for the pages of balloons. Normal pages and
 * the lock of the balloons are those of `flags` at 7.2.
 */
import type { Era } from "../../era.ts";
import { flags } from "../../flags/index.ts";
import { secretmem } from "../../flags/secretmem.ts";
import { virtio_mem } from "../../machine/virtio_mem.ts";
import { balloons_are_frozen } from "./balloon_compaction.ts";
import { compact } from "./compaction.ts";
import { alloc_contig_range } from "./contig.ts";
import { differences } from "./differences.ts";
import { inventory_init, owner, pages_in_balloons } from "./inventory.ts";
import { isolate_movable_ops_page } from "./isolate.ts";
import { hold, hold_tail, isolated_pages } from "./isolated.ts";
import { soft_offline_page } from "./memory_failure.ts";
import { has_let_go, offline } from "./memory_hotplug.ts";
import { migrate_pages } from "./migrate.ts";
import { PageIsolated } from "./page_isolated.ts";
import { putback_movable_pages } from "./putback.ts";
import { releases } from "./releases.ts";
import { virtio_balloon } from "./virtio_balloon.ts";
import { page_is_movable, typeText } from "./word.ts";

export const frozen: Era<"frozen"> = {
  ...flags,
  id: "frozen",
  kind: "plan",
  builtOn: flags,
  builtFrom: "7.2",
  title: "frozen pages of balloons, with nothing but a type and a flag",
  month: "2025-01",
  colour: { dark: "#9fc3f5", light: "#1f4f96" },
  mark: { words: ["page_type"] },
  way: { follow: ["page_type"] },
  batches: false,
  uncounted: true,
  claims: true,
  flagAliases: {},
  bearsAliases: () => false,
  typeText,
  releases,
  stages: [],
  differences: { ...flags.differences, ...differences },
  drivers: { "virtio-balloon": virtio_balloon, "virtio-mem": virtio_mem, secretmem },
  boot(k) {
    flags.boot(k);
    inventory_init(k);
    balloons_are_frozen(k);
  },
  links: {
    oneWay: false,
    word: flags.links.word,
    *outside(k) {
      yield* pages_in_balloons(k);
      yield* isolated_pages(k);
    },
    add: hold,
    add_tail: hold_tail,
  },
  owner,
  movable: page_is_movable,
  isolated: (page) => page_is_movable(page) && PageIsolated(page),
  released: () => false,
  has_let_go,
  isolate: isolate_movable_ops_page,
  putback_movable_pages,
  migrate_pages,
  compact_zone: compact,
  offline_pages: offline,
  alloc_contig_range,
  soft_offline_page,
};
