/**
 * 6.17 on: a page is movable by a page flag and a page type; the type leads to the callbacks, which their owners register.
 * `page->mapping` is free.
 */

import type { Era } from "../era.ts";
import { page_folio } from "../machine/folio.ts";
import { lru_links } from "../machine/links.ts";
import { virtio_mem } from "../machine/virtio_mem.ts";
import { balloon_init, balloon_rodata } from "./balloon_compaction.ts";
import { cmm } from "./cmm.ts";
import { compact } from "./compaction.ts";
import { alloc_contig_range } from "./contig.ts";
import { differences } from "./differences.ts";
import { isolate_movable_ops_page } from "./isolate.ts";
import { soft_offline_page } from "./memory_failure.ts";
import { offline } from "./memory_hotplug.ts";
import { migrate_pages } from "./migrate.ts";
import {
  bears_movable_ops_names,
  movable_ops_rodata,
  PageMovableOpsIsolated,
  page_has_movable_ops,
} from "./movable.ts";
import { __folio_put } from "./page_alloc.ts";
import { putback_movable_pages } from "./putback.ts";
import { releases } from "./releases.ts";
import { secretmem } from "./secretmem.ts";
import { afterSeries, stages } from "./stages.ts";
import { unlock_page } from "./unlock.ts";
import { virtio_balloon } from "./virtio_balloon.ts";
import { vmw_balloon } from "./vmw_balloon.ts";
import { zsmalloc_rodata } from "./zs_migrate.ts";
import { zs_init, zsmalloc } from "./zsmalloc.ts";

export const flags: Era<"flags"> = {
  id: "flags",
  kind: "history",
  title: "page flag and page type",
  since: "6.17",
  month: "2025-09",
  colour: { dark: "#c6abff", light: "#6438ad" },
  mark: { words: ["flags", "page_type"], flag: "PG_uptodate" },
  way: { follow: ["page_type", "offline_movable_ops"], table: "registered movable_ops" },
  batches: true,
  flagAliases: { PG_reclaim: "PG_movable_ops_isolated", PG_uptodate: "PG_movable_ops" },
  bearsAliases: bears_movable_ops_names,
  releases,
  stages,
  afterSeries,
  differences,
  drivers: {
    "virtio-balloon": virtio_balloon,
    "virtio-mem": virtio_mem,
    "vmw-balloon": vmw_balloon,
    cmm,
    secretmem,
    zsmalloc,
  },
  boot(k) {
    movable_ops_rodata(k);
    balloon_rodata(k);
    zsmalloc_rodata(k);
    balloon_init(k);
    if (k.config.ZSMALLOC === "y") zs_init(k);
  },
  free_page: (page) => __folio_put(page_folio(page)),
  unlock_page,
  links: lru_links,
  owner: ({ private: owner }) => owner,
  movable: page_has_movable_ops,
  isolated: (page) => PageMovableOpsIsolated(page) && page_has_movable_ops(page),
  released: (page) => page_has_movable_ops(page) && page.private === 0,
  isolate: isolate_movable_ops_page,
  putback_movable_pages,
  migrate_pages,
  compact_zone: compact,
  offline_pages: offline,
  alloc_contig_range,
  soft_offline_page,
};
