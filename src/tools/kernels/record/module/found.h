/* SPDX-License-Identifier: GPL-2.0 */
/* Pages that a driver has taken where it liked, found by what they say of themselves. */
#include <linux/memory_hotplug.h>
#include <linux/mm.h>

#include "blocks.h"
#include "names.h"

/* Memory of the guest. A block that virtio-mem has plugged is above it. */
#define FRAMES (648UL << 20 >> PAGE_SHIFT)

/* The first page of the balloon from a frame on that has no name as yet. */
static long name_ballooned(const char *name, unsigned long pfn)
{
	unsigned long end = max(FRAMES, (block + 1) << BLOCK_SHIFT);
	int i;

	for (; pfn < end; pfn++) {
		struct page *page = pfn_to_online_page(pfn);

		if (!page)
			continue;
		for (i = 0; i < MANY && named[i].page != page; i++)
			;
		if (PageOffline(page) && i == MANY) {
			named[slot(name)].page = page;
			return pfn;
		}
	}
	return -1;
}

/* The only page of a disk of zram: movable, and of no balloon. */
static long name_compressed(const char *name)
{
	unsigned long pfn;

	for (pfn = 0; pfn < FRAMES; pfn++) {
		struct page *page = pfn_to_online_page(pfn);

#if SINCE(6, 17)
		if (!page || !PageZsmalloc(page))
			continue;
#else
		if (!page || PageSlab(page) || !__PageMovable(page) || PageOffline(page))
			continue;
#endif
		named[slot(name)].page = page;
		return pfn;
	}
	return -ENOENT;
}
