/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A memory block that goes offline, and what is in the way. Of the zone whose pages can all be moved, one block is whole; it holds what an
 * act puts there and little else, as all other pages of the zone are taken first.
 */
#include <linux/memory.h>
#include <linux/mm.h>

#include "names.h"

/*
 * See emulatorLine() in boot.ts: 128 MiB each, and the zone begins with the block before this one. That has what the kernel was started with, and
 * the block behind has its struct pages.
 */
#define BLOCK_SHIFT (27 - PAGE_SHIFT)
/* "block_is 32" makes it the first one above 4 GiB, which virtio-mem has. */
static unsigned long block = 3;
#define IN_BLOCK(page) (page_to_pfn(page) >> BLOCK_SHIFT == block)
static LIST_HEAD(taken);

/* Wakes nobody who would reclaim memory. NULL when the zone has no more to give. */
static struct page *take_movable(void)
{
	struct page *page = alloc_page((GFP_HIGHUSER_MOVABLE & ~__GFP_RECLAIM) | __GFP_NOWARN);

	if (page && page_zonenum(page) == ZONE_MOVABLE)
		return page;
	if (page)
		__free_page(page);
	return NULL;
}

static void give_back(bool all)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, &taken, lru) {
		if (!all && !IN_BLOCK(page))
			continue;
		list_del(&page->lru);
		__free_page(page);
	}
	CALL("drain_all_pages", void (*)(void *), NULL);
}

/* The allocator splits small blocks first. When it comes to ours, nothing is left elsewhere. What comes next is the first page of the block. */
static void take_what_is_elsewhere(void)
{
	struct page *page;

	while ((page = take_movable()) && !IN_BLOCK(page))
		list_add(&page->lru, &taken);
	if (page)
		__free_page(page);
	CALL("drain_all_pages", void (*)(void *), NULL);
}

/* What a write to the file `state` of the block does. In 7.3 threads of the kernel see no files. */
static int take_offline(struct memory_block *block, void *unused)
{
	return CALL("device_offline", int (*)(struct device *), &block->dev);
}

static int take_online(struct memory_block *block, void *unused)
{
	block->online_type = MMOP_ONLINE_MOVABLE;
	return CALL("device_online", int (*)(struct device *), &block->dev);
}

static long change_state(int (*change)(struct memory_block *, void *))
{
	long error;

	CALL("lock_device_hotplug", void (*)(void));
	error = CALL("walk_memory_blocks", int (*)(unsigned long, unsigned long, void *, void *),
		     block << BLOCK_SHIFT << PAGE_SHIFT, PAGE_SIZE << BLOCK_SHIFT, NULL, change);
	CALL("unlock_device_hotplug", void (*)(void));
	return error;
}

/* The first page of the block that is to be had: offlining comes to it before any other. */
static struct page *take_first(void)
{
	struct page *first = NULL, *page, *next;
	LIST_HEAD(more);
	int i;

	for (i = 0; i < 256 && (page = take_movable()); i++) {
		list_add(&page->lru, &more);
		if (IN_BLOCK(page) && (!first || page < first))
			first = page;
	}
	list_for_each_entry_safe(page, next, &more, lru) {
		list_del(&page->lru);
		if (page != first)
			__free_page(page);
	}
	CALL("drain_all_pages", void (*)(void *), NULL);
	return first;
}

static long block_do(const char *op, const char *arg)
{
	struct page *page;

	if (!strcmp(op, "is"))
		return kstrtoul(arg, 10, &block);
	/* "all" of the zone, or all "but" the block. */
	if (!strcmp(op, "take")) {
		while ((page = take_movable()))
			list_add(&page->lru, &taken);
		if (strcmp(arg, "but"))
			return 0;
		give_back(false);
		take_what_is_elsewhere();
		return 0;
	}
	if (!strcmp(op, "drop")) {
		give_back(true);
		return 0;
	}
	if (!strcmp(op, "online"))
		return change_state(take_online);
	/* Emptying another block would never end: nobody moves what was taken. */
	page = page_of(arg);
	if (!strcmp(op, "offline"))
		return page && IN_BLOCK(page) ? change_state(take_offline) : -ERANGE;
	/* A driver has a page that says it is offline, and does not let go of it. */
	if (!strcmp(op, "keep")) {
		page = take_first();
		if (!page)
			return -ENOMEM;
		__SetPageOffline(page);
		named[slot(arg)].page = page;
		return 0;
	}
	if (!strcmp(op, "let_go") && page) {
		__ClearPageOffline(page);
		put_page(page);
	}
	return 0;
}
