/* SPDX-License-Identifier: GPL-2.0 */
/* Functions by their names, and pages and objects by those that acts.txt gives them. */
#ifndef NAMES_H
#define NAMES_H
#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/version.h>

#define MANY 16
#define WORD 16
#define SINCE(a, b) (LINUX_VERSION_CODE >= KERNEL_VERSION(a, b, 0))

static struct { char name[WORD]; struct page *page; unsigned long handle; } named[MANY];

/* Not exported, but a probe may ask where it is. With IBT a probe stands behind the mark of the entry, which is as good to call. */
static void *find(const char *name)
{
	struct kprobe probe = { .symbol_name = name };
	void *at;

	if (register_kprobe(&probe))
		return NULL;
	at = probe.addr;
	unregister_kprobe(&probe);
	return at;
}
static long missing(void)
{
	return -ENOSYS;
}
#define CALL(name, type, ...) ((type)(find(name) ?: missing))(__VA_ARGS__)

static int slot(const char *name)
{
	int i;

	for (i = 0; i < MANY - 1 && named[i].name[0] && strcmp(named[i].name, name); i++)
		;
	strscpy(named[i].name, name, WORD);
	return i;
}

static struct page *page_of(const char *name)
{
	unsigned long pfn;
	int i;

	if (!kstrtoul(name, 0, &pfn))
		return pfn_to_page(pfn);
	for (i = 0; i < MANY; i++) {
		if (!strcmp(named[i].name, name))
			return named[i].page;
	}
	return NULL;
}
#endif
