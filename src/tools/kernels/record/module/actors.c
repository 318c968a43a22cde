// SPDX-License-Identifier: GPL-2.0
/*
 * Plays the actors of a scenario in the guest of a recording. Nothing else is to load it: it calls what the kernel exports to
 * nobody. "scanner isolate p", written to /proc/actors, has the thread "scanner" isolate the page p; the write returns when that is
 * done, or the thread has waited for a lock for ten seconds. Reading tells threads, pages and answers.
 */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/migrate.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pagemap.h>
#include <linux/proc_fs.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "busy.h"
#include "found.h"
#include "own.h"
#include "pools.h"
#include "vmw.h"

struct actor {
	char name[WORD];
	struct task_struct *task;
	struct list_head isolated;
	char *op, *arg, *more;
	struct completion go, done;
};
static struct actor actors[32];
static char said[2048];
static size_t length;
/* The kind of a block that is to be emptied: MIGRATE_MOVABLE, from 6.19 on ACR_FLAGS_NONE. */
#define CONTIG (SINCE(6, 18) ? 0 : MIGRATE_MOVABLE)

/* The target of p is called "p>". */
static struct page *target(struct page *page, unsigned long private)
{
	struct page *got = private ? NULL : alloc_page(GFP_HIGHUSER_MOVABLE);
	char name[WORD];
	int i;

	for (i = 0; got && i < MANY; i++) {
		if (named[i].page != page)
			continue;
		snprintf(name, WORD, "%s>", named[i].name);
		named[slot(name)].page = got;
		break;
	}
	return got;
}

static long isolate(struct actor *actor, struct page *page)
{
	const char *name = SINCE(6, 17) ? "isolate_movable_ops_page" : "isolate_movable_page";
	int got = CALL(name, int (*)(struct page *, unsigned), page, 0);

	got = SINCE(6, 3) ? got & 1 : got == 0;
	if (got)
		list_add_tail(&page->lru, &actor->isolated);
	return got;
}

/* "async", "light" or "sync", and "none" where no target is to be had. */
static long migrate(struct actor *actor)
{
	int mode = !strcmp(actor->arg, "async") ? 0 : !strcmp(actor->arg, "light") ? 1 : 2;
	unsigned moved;

	return CALL("migrate_pages", int (*)(struct list_head *, void *, void *, unsigned long, int, int, unsigned *),
		    &actor->isolated, target, NULL, !strcmp(actor->more, "none"), mode, MR_MEMORY_HOTPLUG, &moved);
}

/* Empties the frame of a page, and gives it back. Not all of its block need be movable: then it is refused. */
static long contig(struct page *page)
{
	unsigned long pfn = page_to_pfn(page);
	const char *name = SINCE(6, 12) ? "alloc_contig_range_noprof" : "alloc_contig_range";
	int error = CALL(name, int (*)(unsigned long, unsigned long, unsigned, gfp_t), pfn, pfn + 1, CONTIG, GFP_KERNEL);

	if (!error)
		CALL("free_contig_range", void (*)(unsigned long, unsigned long), pfn, 1);
	return error;
}

static long perform(struct actor *actor)
{
	struct page *page = page_of(actor->arg);
	const char *op = actor->op;

	if (!strncmp(op, "zs_", 3))
		return zs_do(op + 3, actor->arg, actor->more);
	if (!strncmp(op, "z3_", 3))
		return z3_do(op + 3, actor->arg, actor->more);
	if (!strncmp(op, "vmw_", 4))
		return vmw_do(op + 4, actor->arg, actor->more);
	if (!strncmp(op, "block_", 6))
		return block_do(op + 6, actor->arg);
	if (!strncmp(op, "own_", 4))
		return own_do(op + 4, actor->arg);
	if (!strcmp(op, "hold"))
		return hold_do(actor->arg);
	if (!strcmp(op, "go_on"))
		return go_on();
	if (!strcmp(op, "busy"))
		return busy_do(simple_strtoul(actor->arg, NULL, 10));
	/* On, and off again: whoever reclaims memory must not wait for a page lock. */
	if (!strcmp(op, "memalloc"))
		return current->flags ^= PF_MEMALLOC, 0;
	if (!strcmp(op, "name_zs"))
		return name_compressed(actor->arg);
	if (!strcmp(op, "name"))
		return name_ballooned(actor->arg, 0);
	if (!strcmp(op, "name_in_block"))
		return name_ballooned(actor->arg, block << BLOCK_SHIFT);
	if (!strcmp(op, "alloc"))
		return (named[slot(actor->arg)].page = alloc_page(GFP_KERNEL)) == NULL;
	if (!strcmp(op, "migrate"))
		return migrate(actor);
	if (!strcmp(op, "putback"))
		return CALL("putback_movable_pages", long (*)(struct list_head *), &actor->isolated), 0;
	if (!page)
		return -ENOSYS;
	if (!strcmp(op, "isolate"))
		return isolate(actor, page);
	if (!strcmp(op, "contig"))
		return contig(page);
	if (!strcmp(op, "soft_offline"))
		return CALL("soft_offline_page", int (*)(unsigned long, int), page_to_pfn(page), 0);
	if (!strcmp(op, "get"))
		return get_page_unless_zero(page);
	if (!strcmp(op, "put"))
		put_page(page);
	if (!strcmp(op, "lock"))
		lock_page(page);
	if (!strcmp(op, "unlock"))
		unlock_page(page);
	return 0;
}

static int live(void *data)
{
	struct actor *actor = data;

	for (;;) {
		wait_for_completion(&actor->go);
		if (kthread_should_stop())
			return 0;
		length += scnprintf(said + length, sizeof(said) - length, "%s %s %s = %ld\n", actor->name, actor->op, actor->arg, perform(actor));
		complete(&actor->done);
	}
}

static bool is_actor(struct task_struct *task)
{
	struct actor *actor = actors;

	while (actor->task && actor->task != task)
		actor++;
	return actor->task;
}

static struct completion *done_by_current(void)
{
	struct actor *actor = actors;

	while (actor->task != current)
		actor++;
	return &actor->done;
}

static struct actor *actor_named(const char *name)
{
	struct actor *actor = actors;

	while (actor->task && strcmp(actor->name, name))
		actor++;
	if (!actor->task) {
		strscpy(actor->name, name, WORD);
		INIT_LIST_HEAD(&actor->isolated);
		init_completion(&actor->go);
		init_completion(&actor->done);
		actor->task = kthread_run(live, actor, "%s", name);
	}
	return actor;
}

static ssize_t command(struct file *file, const char __user *from, size_t count, loff_t *at)
{
	static char line[128];
	char *rest = line, *name, *op;
	struct actor *actor;

	if (count >= sizeof(line) || copy_from_user(line, from, count))
		return -EINVAL;
	line[count] = 0;
	rest = strim(line);
	name = strsep(&rest, " ");
	op = strsep(&rest, " ");
	actor = actor_named(name);
	actor->op = kstrdup(op ?: "", GFP_KERNEL);
	actor->arg = kstrdup(strsep(&rest, " ") ?: "", GFP_KERNEL);
	actor->more = kstrdup(rest ?: "", GFP_KERNEL);
	reinit_completion(&actor->done);
	complete(&actor->go);
	wait_for_completion_timeout(&actor->done, 10 * HZ);
	return count;
}

static ssize_t tell(struct file *file, char __user *to, size_t count, loff_t *at)
{
	char *text = kzalloc(4096, GFP_KERNEL);
	size_t used = 0;
	ssize_t given;
	int i;

	for (i = 0; actors[i].task; i++)
		used += scnprintf(text + used, 4096 - used, "actor %s %d\n", actors[i].name, actors[i].task->pid);
	for (i = 0; i < MANY && named[i].name[0]; i++) {
		if (named[i].page)
			used += scnprintf(text + used, 4096 - used, "page %s %lx\n", named[i].name, page_to_pfn(named[i].page));
	}
	used += scnprintf(text + used, 4096 - used, "%s", said);
	given = simple_read_from_buffer(to, count, at, text, used);
	kfree(text);
	return given;
}

/* Forgets the pages and what was said, for the next case. */
static int forget(struct inode *inode, struct file *file)
{
	if (file->f_flags & O_TRUNC) {
		memset(named, 0, sizeof(named));
		length = said[0] = 0;
	}
	return 0;
}

static const struct proc_ops ops = { .proc_open = forget, .proc_write = command, .proc_read = tell };

static int __init start(void)
{
	return proc_create("actors", 0600, NULL, &ops) ? 0 : -ENOMEM;
}
module_init(start);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("plays the actors of a scenario in the guest of a recording");
