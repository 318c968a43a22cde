/** What the text of the models doesn't say and C wants to know. Each row is something that the models could say themselves one day. */

/** C types of fields that are plain words in the models. */
export const FIELD_TYPES: Readonly<Record<string, string>> = {
  "struct list_head.next": "struct list_head *",
  "struct list_head.prev": "struct list_head *",
  "struct page.freelist": "void *",
  "struct zspage.first_page": "struct page *",
  "struct zspage.first_zpdesc": "struct zpdesc *",
  "struct zspage.pool": "struct zs_pool *",
  "struct zs_pool.size_class": "struct size_class *",
  "struct zs_pool.inode": "struct inode *",
  "struct zpdesc.zspage": "struct zspage *",
  "struct zpdesc.next": "struct zpdesc *",
  "struct balloon_dev_info.inode": "struct inode *",
  "struct address_space.a_ops": "const struct address_space_operations *",
  "struct address_space.private_data": "void *",
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
  "clear_zsmalloc",
  "has_no_device",
  "isolate",
  "lock_pages",
  "page_aops",
  "page_pool",
  "pages_lock",
  "result",
  "set_zsmalloc",
  "size_class",
  "unlink",
  "unlock_isolated",
  "unlock_pages",
  "unlock_zspage",
  "zspage_pool",
]);

/** Files of an era that say what it is, and hold no kernel code. */
export const NO_CODE = /\/(?:index|releases|stages|differences)\.ts$/;
