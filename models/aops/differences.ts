/** What kernels of the era do otherwise than 5.10, each by the name that `k.differs()` asks for, and how that is known. */
export const differences = {
  "caller-puts-back":
    "a page that failed for good goes on a return list and the caller puts it back (dd4ae78a21c8, v5.11); before, migrate_pages() puts it back itself.",
  "zspage-freed-while-isolated":
    "an isolated zspage stays on its class list and can be freed (c4549b871102, v5.17); before, freeing is deferred.",
  "z3fold-migrated":
    'z3fold marks a page that moves, so that nobody maps an object of it through the old header ("mm/z3fold: fix z3fold_page_migrate races with z3fold_map", v5.19).',
  "unmovable-in-range-only":
    'of a pageblock that the range covers in part, only the part must be movable ("mm: page_isolation: check specified range for unmovable pages", v5.19).',
  "dequeue-trusts-list":
    "who deflates no longer asks whether a page of the balloon's list is isolated: it cannot be (fb05f992b6bb, v6.17; backported with the next).",
  "finalize-after-unlock":
    "who deflates takes the page off the list itself, so that releasing touches no list; the virtio and cmm migrate callbacks release the source after the driver's lock is gone, right before the put (15504b116300, v6.17; not in 5.10.223, read in 5.10.262).",
  "cmm-fixes":
    "cmm counts BALLOON_MIGRATE (0da2ba35c0d5) and sets up its list without migration support too (late 2025; read in 5.10.262).",
  "zs-asks-what-it-can-move":
    "zsmalloc asks for movable memory only if it can move its pages (694d6b99923e, v6.16; not in 5.10.223, read in 5.10.262).",
  // Only stages of the way to 6.0.
  "secretmem-not-isolated": "the files of secretmem have no isolate_page(), which nobody could reach (81218f80a707).",
  "pool-in-zspage":
    "a zspage knows its pool; before, the pool was found through the address_space of a page (part of 68f2736a8583).",
  "one-static-mapping":
    "all pages with the same callbacks lead to one address_space of the kernel image; no mount, no inode, nothing that can go before its pages do (hypothetical: 68f2736a8583 goes past this).",
  "mark-leads-to-table": "pages lead to the table of callbacks, and page_mapping() says NULL for them (68f2736a8583).",
} as const;

declare module "../differences.ts" {
  interface Differences {
    aops: keyof typeof differences;
  }
}
