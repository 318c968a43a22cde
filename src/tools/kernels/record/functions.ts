/**
 * What the tracer of the guest looks at. `pages`: which arguments are pages, and what they are to the call;
 * `mappingFirst` where an era's callbacks have one argument more in front; such calls are probed when they begin. `returns`: probed when they end.
 * What a kernel does not have, or has inlined, is left out by the guest.
 */
export type Role = "src" | "dst" | "page";

export interface Traced {
  pages?: Record<number, Role>;
  mappingFirst?: Record<number, Role>;
  returns?: "number" | "boolean" | "page";
  /** Nothing is recorded outside of these. */
  root?: true;
  /** Its page is looked for only where few pages are about: in acts. */
  often?: true;
  /** What a pattern about the calls of one function shows. Notifiers call much else in there. */
  outline?: true;
}

const moved: Traced = { pages: { 0: "dst", 1: "src" }, returns: "number" };
const callback: Traced = { ...moved, mappingFirst: { 1: "dst", 2: "src" } };
const source: Traced = { pages: { 0: "src" } };
const plain = (...names: string[]): Record<string, Traced> => Object.fromEntries(names.map((name) => [name, {}]));
const outline: Traced = { outline: true };

export const TRACED: Readonly<Record<string, Traced>> = {
  compact_node: { root: true },
  update_balloon_size_func: { root: true },
  fill_balloon: { root: true },
  leak_balloon: { root: true },
  ...plain("compact_zone", "isolate_migratepages_block", "isolate_freepages", "split_map_pages"),
  isolate_movable_page: { ...source, returns: "number", root: true },
  isolate_movable_ops_page: { ...source, returns: "boolean", root: true },
  balloon_page_isolate: { ...source, returns: "boolean" },
  compaction_alloc: source,
  compaction_free: { pages: { 0: "dst" } },
  migrate_pages: { returns: "number", root: true },
  migrate_pages_batch: { returns: "number" },
  ...plain("migrate_pages_sync"),
  move_to_new_page: moved,
  move_to_new_folio: moved,
  migrate_movable_ops_page: moved,
  PageMovable: source,
  balloon_page_migrate: callback,
  vmballoon_migratepage: { pages: { 1: "dst", 2: "src" }, returns: "number" },
  virtballoon_migratepage: { pages: { 1: "dst", 2: "src" }, returns: "number" },
  ...plain(
    "__alloc_pages",
    "__alloc_pages_nodemask",
    "__alloc_pages_noprof",
    "alloc_pages_noprof",
    "alloc_pages_current",
  ),
  ...plain("__alloc_frozen_pages_noprof", "__folio_alloc_noprof", "prep_new_page"),
  migrate_folio_move: { returns: "number" },
  ...plain("__free_frozen_pages", "free_frozen_page_commit"),
  ...plain("mutex_trylock", "mutex_lock", "mutex_unlock", "tell_host", "virtqueue_add_outbuf", "virtqueue_kick"),
  __SetPageMovable: { pages: { 0: "page" } },
  __ClearPageMovable: { pages: { 0: "page" } },
  unlock_page: { pages: { 0: "page" }, often: true },
  folio_unlock: { pages: { 0: "page" }, often: true },
  migrate_folio_done: source,
  migrate_folio_undo_src: source,
  ...plain("__put_page", "__folio_put", "put_page", "folio_put"),
  free_unref_page: { pages: { 0: "page" } },
  free_frozen_pages: { pages: { 0: "page" } },
  putback_movable_pages: { root: true },
  putback_movable_page: source,
  balloon_page_putback: source,
  balloon_page_alloc: { returns: "page" },
  balloon_page_enqueue: { pages: { 1: "page" } },
  ...plain("balloon_page_enqueue_one", "balloon_page_insert"),
  adjust_managed_page_count: { pages: { 0: "page" }, ...outline },
  balloon_page_list_dequeue: { returns: "number" },
  balloon_page_dequeue: { returns: "page" },
  zs_malloc: { root: true },
  zs_free: { root: true },
  ...plain("create_page_chain", "fix_fullness_group", "free_zspage", "__free_zspage", "reset_page"),
  ...plain("inc_zone_page_state", "dec_zone_page_state"),
  zs_page_isolate: { ...source, returns: "boolean" },
  zs_page_migrate: callback,
  zs_page_putback: source,
  set_movable_ops: { root: true, returns: "number" },
  z3fold_page_isolate: { ...source, returns: "boolean" },
  z3fold_page_migrate: callback,
  z3fold_page_putback: source,
  actors_page_isolate: { ...source, returns: "boolean" },
  actors_page_migrate: callback,
  actors_page_putback: source,
  soft_offline_page: { root: true, returns: "number" },
  page_handle_poison: { pages: { 0: "page" }, returns: "boolean" },
  alloc_migration_target: { ...source, returns: "page" },
  alloc_contig_range: { root: true, returns: "number" },
  alloc_contig_range_noprof: { root: true, returns: "number" },
  alloc_contig_frozen_range_noprof: { root: true, returns: "number" },
  ...plain("__alloc_contig_migrate_range", "isolate_folio_to_list", "reclaim_clean_pages_from_list"),
  offline_pages: { root: true, returns: "number" },
  start_isolate_page_range: { returns: "number", ...outline },
  test_pages_isolated: { returns: "number", ...outline },
  undo_isolate_page_range: outline,
  do_migrate_range: outline,
  __offline_isolated_pages: outline,
  lru_cache_disable: outline,
  lru_add_drain_all: outline,
  dissolve_free_huge_pages: outline,
  dissolve_free_hugetlb_folios: outline,
};
