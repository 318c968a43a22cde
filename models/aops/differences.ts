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
