/** Public patches of the area: where their hunks are, and in which eras the models have what they touch. */
export const PATCHES: {
  title: string;
  functions: [file: string, head: string][];
  places: Record<string, string>;
}[] = [
  {
    title: "2022: drivers get movable_operations, as posted",
    functions: [
      ["arch/powerpc/platforms/pseries/cmm.c", "static int cmm_balloon_compaction_init(void)"],
      ["drivers/misc/vmw_balloon.c", "static __init int vmballoon_compaction_init(struct vmballoon *b)"],
      [
        "include/linux/balloon_compaction.h",
        "static inline void balloon_devinfo_init(struct balloon_dev_info *balloon)",
      ],
      [
        "include/linux/balloon_compaction.h",
        "static inline void balloon_page_insert(struct balloon_dev_info *balloon,",
      ],
      ["mm/balloon_compaction.c", "static void balloon_page_putback(struct page *page)"],
      ["mm/compaction.c", "void __ClearPageMovable(struct page *page)"],
      ["mm/migrate.c", "int isolate_movable_page(struct page *page, isolate_mode_t mode)"],
      ["mm/migrate.c", "static int move_to_new_folio(struct folio *dst, struct folio *src,"],
      ["mm/z3fold.c", "static bool z3fold_page_isolate(struct page *page, isolate_mode_t mode)"],
      ["mm/zsmalloc.c", "static struct zspage *alloc_zspage(struct zs_pool *pool,"],
      ["mm/zsmalloc.c", "static void replace_sub_page(struct size_class *class, struct zspage *zspage,"],
      ["mm/zsmalloc.c", "static void zs_page_putback(struct page *page)"],
    ],
    places: {
      __ClearPageMovable: "aops mops",
      alloc_zspage: "aops mops flags",
      balloon_devinfo_init: "aops mops flags",
      balloon_page_insert: "aops mops flags",
      balloon_page_putback: "aops mops flags",
      cmm_balloon_compaction_init: "",
      isolate_movable_page: "aops mops",
      move_to_new_folio: "mops flags",
      replace_sub_page: "aops mops flags",
      vmballoon_compaction_init: "",
      z3fold_page_isolate: "aops mops",
      zs_page_putback: "aops mops flags",
    },
  },
  {
    title: "5.18: PG_isolated is set and cleared atomically (356ea3865687)",
    functions: [["mm/migrate.c", "int isolate_movable_page(struct page *page, isolate_mode_t mode)"]],
    places: { isolate_movable_page: "aops mops" },
  },
  {
    title: "6.2: no isolation of slab pages (8b8817630ae8)",
    functions: [
      ["mm/migrate.c", "int isolate_movable_page(struct page *page, isolate_mode_t mode)"],
      ["mm/slub.c", "static inline struct slab *alloc_slab_page(gfp_t flags, int node,"],
    ],
    places: { alloc_slab_page: "", isolate_movable_page: "aops mops" },
  },
  {
    title: "5.17: zsmalloc without PG_isolated (c4549b871102)",
    functions: [
      ["mm/zsmalloc.c", "static bool zs_page_isolate(struct page *page, isolate_mode_t mode)"],
      ["mm/zsmalloc.c", "static void zs_page_putback(struct page *page)"],
    ],
    places: { zs_page_isolate: "aops mops flags", zs_page_putback: "aops mops flags" },
  },
  {
    title: "2019: migration can leave pages in ZS_EMPTY indefinitely, as posted",
    functions: [
      ["mm/zsmalloc.c", "static void dec_zspage_isolation(struct zspage *zspage)"],
      ["mm/zsmalloc.c", "static int zs_page_migrate(struct address_space *mapping, struct page *newpage,"],
      ["mm/zsmalloc.c", "static void zs_page_putback(struct page *page)"],
    ],
    places: {
      dec_zspage_isolation: "aops",
      zs_page_migrate: "aops mops flags",
      zs_page_putback: "aops mops flags",
    },
  },
  {
    title: "2025: fix NULL movable_ops if CONFIG_ZSMALLOC=m, v3 as posted",
    functions: [
      ["mm/balloon_compaction.c", "static int __init balloon_init(void)"],
      ["mm/migrate.c", "int set_movable_ops(const struct movable_operations *ops, enum pagetype type)"],
      ["mm/migrate.c", "static const struct movable_operations *page_movable_ops(struct page *page)"],
      ["mm/zsmalloc.c", "static int __init zs_init(void)"],
      ["mm/zsmalloc.c", "static void __exit zs_exit(void)"],
    ],
    places: {
      balloon_init: "flags",
      page_movable_ops: "mops flags",
      set_movable_ops: "flags",
      zs_exit: "flags",
      zs_init: "flags",
    },
  },
];
