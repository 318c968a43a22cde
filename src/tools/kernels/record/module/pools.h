/* SPDX-License-Identifier: GPL-2.0 */
/* Users of zsmalloc and of z3fold. */
#include <linux/migrate.h>

#include "names.h"

#if SINCE(6, 17)
static const struct movable_operations rival;
#endif
static void *zs_pool, *z3_pool;

/* The pages of a chain: the next one is in the word behind `mapping`, in all kernels that this is for. */
static void name_pages(const char *name, void *first, int pages)
{
	struct page *page = virt_to_page(first);
	char each[WORD];
	int i;

	for (i = 0; i < pages; i++, page = (struct page *)((unsigned long *)page)[4]) {
		snprintf(each, WORD, i ? "%s%d" : "%s", name, i + 1);
		named[slot(each)].page = page;
	}
}

static long zs_do(const char *op, const char *arg, const char *more)
{
	unsigned long *handle = &named[slot(arg)].handle;
	int size = 0, pages = 1;

	if (!strcmp(op, "pool"))
		return !(zs_pool = CALL("zs_create_pool", void *(*)(const char *), "actors"));
	if (!strcmp(op, "destroy")) {
		CALL("zs_destroy_pool", void (*)(void *), zs_pool);
		return 0;
	}
	if (!strcmp(op, "malloc")) {
		sscanf(more, "%d %d", &size, &pages);
		*handle = CALL("zs_malloc", unsigned long (*)(void *, size_t, gfp_t, int), zs_pool, size, GFP_KERNEL | __GFP_HIGHMEM | __GFP_MOVABLE, 0);
		return 0;
	}
	/* An object that does not cross the end of a page is read where it is. */
	if (!strcmp(op, "look")) {
		void *at;

		sscanf(more, "%d %d", &size, &pages);
		if (SINCE(6, 16)) {
			at = CALL("zs_obj_read_begin", void *(*)(void *, unsigned long, size_t, void *), zs_pool, *handle, size, NULL);
			name_pages(arg, at, pages);
			CALL("zs_obj_read_end", void (*)(void *, unsigned long, size_t, void *), zs_pool, *handle, size, at);
		} else {
			/* Nobody may sleep between the two, and looking for a function can. */
			void (*unmap)(void *, unsigned long) = find("zs_unmap_object");

			at = CALL("zs_map_object", void *(*)(void *, unsigned long, int), zs_pool, *handle, 1);
			name_pages(arg, at, pages);
			unmap(zs_pool, *handle);
		}
		return 0;
	}
	/* From 6.16 on a reader may sleep, so it can stay in the middle of its reading. */
	if ((!strcmp(op, "read") || !strcmp(op, "done")) && !SINCE(6, 16))
		return -ENOSYS;
	if (!strcmp(op, "read")) {
		sscanf(more, "%d", &size);
		CALL("zs_obj_read_begin", void *(*)(void *, unsigned long, size_t, void *), zs_pool, *handle, size, NULL);
	}
	if (!strcmp(op, "done")) {
		sscanf(more, "%d", &size);
		CALL("zs_obj_read_end", void (*)(void *, unsigned long, size_t, void *), zs_pool, *handle, size, page_address(named[slot(arg)].page));
	}
	/* A bit of the handle's word is a spinlock there: who frees the object has it, and waits for the lock of the size class. */
	if (!strcmp(op, "pin") || !strcmp(op, "unpin")) {
		if (SINCE(5, 17))
			return -ENOSYS;
		change_bit(0, (unsigned long *)*handle);
	}
	if (!strcmp(op, "free"))
		CALL("zs_free", void (*)(void *, unsigned long), zs_pool, *handle);
	if (!strcmp(op, "rival"))
#if SINCE(6, 17)
		return set_movable_ops(&rival, PGTY_zsmalloc);
#else
		return -ENOSYS;
#endif
	return 0;
}

static long z3_do(const char *op, const char *arg, const char *more)
{
	int at = slot(arg), size = 0;

	if (!strcmp(op, "pool"))
		return !(z3_pool = find("zpool_create_pool") ?
			 CALL("zpool_create_pool", void *(*)(const char *, const char *, gfp_t, void *), "z3fold", "actors", GFP_KERNEL, NULL) : NULL);
	if (!z3_pool)
		return -ENOSYS;
	if (!strcmp(op, "malloc")) {
		sscanf(more, "%d", &size);
		return CALL("zpool_malloc", int (*)(void *, size_t, gfp_t, unsigned long *), z3_pool, size, GFP_KERNEL | __GFP_MOVABLE, &named[at].handle);
	}
	if (!strcmp(op, "map"))
		named[at].page = virt_to_page(CALL("zpool_map_handle", void *(*)(void *, unsigned long, int), z3_pool, named[at].handle, 1));
	if (!strcmp(op, "unmap"))
		CALL("zpool_unmap_handle", void (*)(void *, unsigned long), z3_pool, named[at].handle);
	if (!strcmp(op, "free"))
		CALL("zpool_free", void (*)(void *, unsigned long), z3_pool, named[at].handle);
	return 0;
}
