/**
 * What the tracer of the guest looks at. `pages`: which arguments are pages, and what they are to the call, with `aops` for
 * callbacks that have one argument more in front there; such calls are probed when they begin. `returns`: probed when they end.
 * What a kernel does not have, or has inlined, is left out by the guest.
 */
export type Role = "src" | "dst" | "page";

export interface Traced {
  pages?: Record<number, Role>;
  aops?: Record<number, Role>;
  returns?: "number" | "boolean" | "page";
  /** Nothing is recorded outside of these. */
  root?: true;
}

const moved: Traced = { pages: { 0: "dst", 1: "src" }, returns: "number" };
const callback: Traced = { ...moved, aops: { 1: "dst", 2: "src" } };
const source: Traced = { pages: { 0: "src" } };
const plain = (...names: string[]): Record<string, Traced> => Object.fromEntries(names.map((name) => [name, {}]));

export const TRACED: Readonly<Record<string, Traced>> = {
  compact_node: { root: true },
  update_balloon_size_func: { root: true },
  fill_balloon: { root: true },
  leak_balloon: { root: true },
  ...plain("compact_zone", "isolate_migratepages_block", "isolate_freepages", "split_map_pages"),
  isolate_movable_page: { ...source, returns: "number" },
  isolate_movable_ops_page: { ...source, returns: "boolean" },
  balloon_page_isolate: { ...source, returns: "boolean" },
  compaction_alloc: source,
  compaction_free: { pages: { 0: "dst" } },
  migrate_pages: { returns: "number" },
  migrate_pages_batch: { returns: "number" },
  ...plain("migrate_pages_sync"),
  move_to_new_page: moved,
  move_to_new_folio: moved,
  migrate_movable_ops_page: moved,
  ...plain("PageMovable"),
  balloon_page_migrate: callback,
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
  ...plain("unlock_page", "folio_unlock"),
  migrate_folio_done: source,
  migrate_folio_undo_src: source,
  ...plain("__put_page", "__folio_put", "put_page", "folio_put"),
  free_unref_page: { pages: { 0: "page" } },
  free_frozen_pages: { pages: { 0: "page" } },
  ...plain("putback_movable_pages"),
  putback_movable_page: source,
  balloon_page_putback: source,
  balloon_page_alloc: { returns: "page" },
  balloon_page_enqueue: { pages: { 1: "page" } },
  ...plain("balloon_page_enqueue_one", "balloon_page_insert", "adjust_managed_page_count"),
  balloon_page_list_dequeue: { returns: "number" },
  balloon_page_dequeue: { returns: "page" },
};
