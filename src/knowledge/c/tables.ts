/** What the text of the models doesn't say and C wants to know. Each row is something that the models could say themselves one day. */

/** C types of fields of which the models say less: the machine knows no zspage, and has one lock for what sleeps and what spins. */
export const FIELD_TYPES: Readonly<Record<string, string>> = {
  "struct zpdesc.zspage": "struct zspage *",
  "struct virtio_balloon.balloon_lock": "struct mutex",
};

/** C types by the names that the models have for them. */
export const TYPE_NAMES: Readonly<Record<string, string>> = {
  Addr: "unsigned long",
  Steps: "void",
  MigrateMode: "enum migrate_mode",
  MigrateReason: "enum migrate_reason",
  VmEvent: "enum vm_event_item",
  PageTypeName: "enum pagetype",
  CompactResult: "enum compact_result",
  VirtioBalloonVq: "enum virtio_balloon_vq",
  VmballoonOp: "enum vmballoon_op",
  Gfp: "gfp_t",
  new_folio_t: "new_folio_t",
  free_folio_t: "free_folio_t",
  new_page_t: "new_page_t",
  free_page_t: "free_page_t",
};

/** C types of parameters that are numbers in the models, by their names. */
export const PARAMETER_TYPES: Readonly<Record<string, string>> = { mode: "isolate_mode_t", _mode: "isolate_mode_t" };

/** Structs of the models that C has under another name. */
export const STRUCT_TYPES: Readonly<Record<string, string>> = { lock: "spinlock_t", rwlock_t: "rwlock_t" };

/** Tables of functions: nobody writes to them. */
export const CONSTANT: ReadonlySet<string> = new Set(["struct movable_operations", "struct address_space_operations"]);

/** What every function has to do with and no C function is given: there it is global, or a macro. */
export const GLOBAL: ReadonlySet<string> = new Set(["Kernel", "PageFlags", "PageTypes", "Memory", "StackFrame"]);

/**
 * Helpers that the kernel has not: what they do stands in the place of their call. They must be one expression, or statements that return
 * nothing.
 */
export const INLINED: ReadonlySet<string> = new Set([
  "balloon_mapping",
  "clear_flag",
  "has_no_device",
  "isolate",
  "lock_balloon",
  "lock_pages",
  "page_aops",
  "page_pool",
  "pages_lock",
  "result",
  "size_class",
  "unlink",
  "unlock_isolated",
  "unlock_pages",
  "zspage_pool",
]);

/** Functions that kernels have in a file, and no header, of which the places were not collected: the models name another file, or none. */
export const ELSEWHERE: ReadonlySet<string> = new Set([
  "__free_zspage_lockless",
  "alloc_anon_inode",
  "alloc_inode",
  "balloon_init",
  "iput",
  "is_free_buddy_page",
  "isolate_folio_to_list",
  "page_mapping",
  "pin_tag",
  "putback_lru_page",
  "putback_movable_folio",
  "putback_movable_page",
  "record_obj",
  "unpin_tag",
]);

/** Files of an era that say what it is, and hold no kernel code. */
export const NO_CODE = /\/(?:index|releases|stages|differences)\.ts$/;
