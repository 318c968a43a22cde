/**
 * 4.8 to 5.19: the callbacks are address_space operations. A page is movable when bit 1 of `page->mapping` is set and bit 0
 * is not; the rest of the word leads to the address_space of a pseudo inode, and from there to the callbacks.
 */
import type { Era } from "../era.ts";
import { lru_links } from "../machine/links.ts";
import { virtio_mem } from "../machine/virtio_mem.ts";
import { balloon_rodata } from "./balloon_compaction.ts";
import { cmm } from "./cmm.ts";
import { compact } from "./compaction.ts";
import { alloc_contig_range } from "./contig.ts";
import { differences } from "./differences.ts";
import { isolate_movable_page } from "./isolate.ts";
import { soft_offline_page } from "./memory_failure.ts";
import { offline } from "./memory_hotplug.ts";
import { migrate_pages } from "./migrate.ts";
import { __PageMovable, PAGE_MAPPING_FLAGS, PAGE_MAPPING_MOVABLE, PageIsolated } from "./movable.ts";
import { __put_page } from "./page_alloc.ts";
import { putback_movable_pages } from "./putback.ts";
import { releases } from "./releases.ts";
import { secretmem } from "./secretmem.ts";
import { stages } from "./stages.ts";
import { unlock_page } from "./unlock.ts";
import { virtio_balloon } from "./virtio_balloon.ts";
import { vmw_balloon } from "./vmw_balloon.ts";
import { z3fold } from "./z3fold.ts";
import { zsmalloc_rodata } from "./zs_migrate.ts";
import { zsmalloc } from "./zsmalloc.ts";

export const aops: Era<"aops"> = {
  id: "aops",
  kind: "history",
  title: "address_space_operations",
  since: "4.8",
  month: "2016-10",
  colour: { dark: "#ffb561", light: "#8d4a05" },
  mark: { words: ["mapping"] },
  way: { follow: ["mapping", "a_ops"] },
  batches: false,
  mappingFirst: true,
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
    zsmalloc,
    secretmem,
    z3fold,
  },
  boot(k) {
    balloon_rodata(k);
    zsmalloc_rodata(k);
  },
  free_page: __put_page,
  unlock_page,
  links: lru_links,
  owner: ({ private: owner }) => owner,
  movable: (page) => __PageMovable(page),
  isolated: (page) => PageIsolated(page) && __PageMovable(page),
  released: (page) => page.mapping === PAGE_MAPPING_MOVABLE,
  *isolate(page, mode) {
    return (yield* isolate_movable_page(page, mode)) === 0;
  },
  putback_movable_pages,
  migrate_pages,
  compact_zone: compact,
  offline_pages: offline,
  alloc_contig_range,
  soft_offline_page,
};
