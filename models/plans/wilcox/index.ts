/**
 * Matthew Wilcox, March 2025: the descriptor of a page leads to `struct movable_operations`, `private` links it one way, it is counted, and one
 * bit of its flags is a lock. Never built; this is our reading of <Z9hVE-SzM-IuS-6B@casper.infradead.org> and
 * <Z9hdzK96TqB3_Ck4@casper.infradead.org>. What is not here is imported from `flags`: zsmalloc, the free path, the unmap phase of migration,
 * and what only asks whether a page is movable.
 */
import type { Era } from "../../era.ts";
import { flags } from "../../flags/index.ts";
import { bears_movable_ops_names, movable_ops_rodata, page_has_movable_ops } from "../../flags/movable.ts";
import { secretmem } from "../../flags/secretmem.ts";
import { zsmalloc_rodata } from "../../flags/zs_migrate.ts";
import { zsmalloc } from "../../flags/zsmalloc.ts";
import { virtio_mem } from "../../machine/virtio_mem.ts";
import { compact } from "./compaction.ts";
import { alloc_contig_range } from "./contig.ts";
import { differences } from "./differences.ts";
import { isolate_movable_ops_page } from "./isolate.ts";
import { soft_offline_page } from "./memory_failure.ts";
import { offline } from "./memory_hotplug.ts";
import { migrate_pages } from "./migrate.ts";
import { owner } from "./owner.ts";
import { putback_movable_pages } from "./putback.ts";
import { releases } from "./releases.ts";
import { linking_word, slist_add, slist_add_tail } from "./slist.ts";
import { virtio_balloon } from "./virtio_balloon.ts";

export const wilcox: Era<"wilcox"> = {
  id: "wilcox",
  kind: "plan",
  builtOn: flags,
  title: "a descriptor that leads to movable_operations, and lists linked one way",
  month: "2025-03",
  colour: { dark: "#e0b35c", light: "#7a5200" },
  mark: { words: ["mapping"] },
  way: { follow: ["mapping"] },
  batches: true,
  flagAliases: { PG_reclaim: "PG_movable_ops_isolated" },
  bearsAliases: bears_movable_ops_names,
  releases,
  stages: [],
  differences,
  drivers: { "virtio-balloon": virtio_balloon, "virtio-mem": virtio_mem, secretmem, zsmalloc },
  boot(k) {
    // Nobody registers anything; code that is shared with `flags` looks at the place all the same.
    movable_ops_rodata(k);
    zsmalloc_rodata(k);
  },
  free_page: flags.free_page,
  unlock_page: flags.unlock_page,
  links: { oneWay: true, word: linking_word, add: slist_add, add_tail: slist_add_tail },
  owner,
  movable: page_has_movable_ops,
  isolated: flags.isolated,
  released: (page) => page_has_movable_ops(page) && owner(page) === 0,
  isolate: isolate_movable_ops_page,
  putback_movable_pages,
  migrate_pages,
  compact_zone: compact,
  offline_pages: offline,
  alloc_contig_range,
  soft_offline_page,
};
