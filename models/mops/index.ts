/**
 * 6.0 to 6.16: the callbacks are `struct movable_operations`, and `page->mapping` leads to them directly. The mark is
 * still bit 1 of that word.
 */

import type { Era } from "../era.ts";
import { page_folio } from "../machine/folio.ts";
import { lru_links } from "../machine/links.ts";
import { virtio_mem } from "../machine/virtio_mem.ts";
import { balloon_rodata } from "./balloon_compaction.ts";
import { cmm } from "./cmm.ts";
import { compact } from "./compaction.ts";
import { alloc_contig_range } from "./contig.ts";
import { differences } from "./differences.ts";
import { isolate } from "./isolate.ts";
import { soft_offline_page } from "./memory_failure.ts";
import { offline } from "./memory_hotplug.ts";
import { migrate_pages } from "./migrate.ts";
import { __PageMovable, PAGE_MAPPING_FLAGS, PAGE_MAPPING_MOVABLE, PageIsolated, was_released } from "./movable.ts";
import { __folio_put } from "./page_alloc.ts";
import { putback_movable_pages } from "./putback.ts";
import { releases } from "./releases.ts";
import { secretmem } from "./secretmem.ts";
import { slab } from "./slab.ts";
import { stages } from "./stages.ts";
import { unlock_page } from "./unlock.ts";
import { virtio_balloon } from "./virtio_balloon.ts";
import { vmw_balloon } from "./vmw_balloon.ts";
import { z3fold } from "./z3fold.ts";
import { zsmalloc_rodata } from "./zs_migrate.ts";
import { zsmalloc } from "./zsmalloc.ts";

export const mops: Era<"mops"> = {
  id: "mops",
  kind: "history",
  title: "movable_operations through page->mapping",
  since: "6.0",
  month: "2022-10",
  colour: { dark: "#63d3c0", light: "#00695d" },
  mark: { words: ["mapping"] },
  way: { follow: ["mapping"] },
  batches: true,
  flagAliases: { PG_reclaim: "PG_isolated" },
  bearsAliases: (_, { mapping }) => (mapping & PAGE_MAPPING_FLAGS) === PAGE_MAPPING_MOVABLE,
  releases,
  stages,
  differences,
  drivers: {
    "virtio-balloon": virtio_balloon,
    "virtio-mem": virtio_mem,
    "vmw-balloon": vmw_balloon,
    cmm,
    secretmem,
    slab,
    z3fold,
    zsmalloc,
  },
  boot(k) {
    balloon_rodata(k);
    zsmalloc_rodata(k);
  },
  free_page: (page) => __folio_put(page_folio(page)),
  unlock_page,
  links: lru_links,
  owner: ({ private: owner }) => owner,
  movable: (page) => __PageMovable(page),
  isolated: (page) => PageIsolated(page) && __PageMovable(page),
  released: was_released,
  isolate,
  putback_movable_pages,
  migrate_pages,
  compact_zone: compact,
  offline_pages: offline,
  alloc_contig_range,
  soft_offline_page,
};
