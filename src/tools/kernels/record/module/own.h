/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A driver of our own, with movable pages: it does to the core what acts.txt tells it to. Up to 5.19 it has to be a file system for that; from 6.17 on
 * it takes the place of zsmalloc, whose callbacks anybody may unregister. They do not come back, so acts with this driver are the last.
 */
#include <linux/completion.h>
#include <linux/fs.h>
#include <linux/migrate.h>
#include <linux/mm.h>
#include <linux/mount.h>
#include <linux/pseudo_fs.h>

#include "hold.h"
#include "names.h"

/* `refuse` isolations, and then so many times `answer`. `answer` 0: move. `let_go`: give the page up before answering. */
static struct { struct page *page; int refuse, times, answer; bool let_go; } own;

static void own_page_is(struct page *page);

/* The page is locked. The owner's reference goes with it. */
static void own_let_go(struct page *page)
{
#if !SINCE(6, 17)
	__ClearPageMovable(page);
#endif
	own.page = NULL;
	put_page(page);
}

static noinline bool actors_page_isolate(struct page *page, isolate_mode_t mode)
{
	hold_in("isolate");
	return own.refuse == 0 || own.refuse-- == 0;
}

static noinline int own_moves(struct page *dst, struct page *src)
{
	hold_in("migrate");
	if (own.times && own.times--) {
		if (own.let_go)
			own_let_go(src);
		return own.answer;
	}
	get_page(dst);
	own_let_go(src);
	own_page_is(dst);
	return 0;
}

static noinline void actors_page_putback(struct page *page)
{
	hold_in("putback");
}

#if SINCE(6, 0)
static noinline int actors_page_migrate(struct page *dst, struct page *src, enum migrate_mode mode)
{
	return own_moves(dst, src);
}

static const struct movable_operations own_mops = {
	.isolate_page = actors_page_isolate, .migrate_page = actors_page_migrate, .putback_page = actors_page_putback,
};
#else
static noinline int actors_page_migrate(struct address_space *mapping, struct page *dst, struct page *src, enum migrate_mode mode)
{
	return own_moves(dst, src);
}

static const struct address_space_operations own_aops = {
	.isolate_page = actors_page_isolate, .migratepage = actors_page_migrate, .putback_page = actors_page_putback,
};
static struct inode *own_inode;

static int own_init_fs(struct fs_context *fc)
{
	return init_pseudo(fc, 0x61637473) ? 0 : -ENOMEM;
}

static struct file_system_type own_fs = { .name = "actors", .init_fs_context = own_init_fs, .kill_sb = kill_anon_super };
#endif

/* Once, before the first page. */
static int own_register(void)
{
#if SINCE(6, 17)
	static bool registered;

	if (registered)
		return 0;
	registered = true;
	set_movable_ops(NULL, PGTY_zsmalloc);
	return set_movable_ops(&own_mops, PGTY_zsmalloc);
#elif !SINCE(6, 0)
	struct vfsmount *mount;

	if (own_inode)
		return 0;
	mount = kern_mount(&own_fs);
	if (IS_ERR(mount))
		return PTR_ERR(mount);
	own_inode = alloc_anon_inode(mount->mnt_sb);
	if (IS_ERR(own_inode))
		return PTR_ERR(own_inode);
	own_inode->i_mapping->a_ops = &own_aops;
#endif
	return 0;
}

/* The page is locked. */
static void own_page_is(struct page *page)
{
	own.page = page;
#if SINCE(6, 17)
	__SetPageZsmalloc(page);
	SetPageMovableOps(page);
#elif SINCE(6, 0)
	__SetPageMovable(page, &own_mops);
#else
	__SetPageMovable(page, own_inode->i_mapping);
#endif
}

static long own_do(const char *op, const char *arg)
{
	int error;

	if (!strcmp(op, "page")) {
		struct page *page = alloc_page(GFP_HIGHUSER_MOVABLE);

		error = own_register();
		if (error || !page)
			return error ?: -ENOMEM;
		memset(&own, 0, sizeof(own));
		lock_page(page);
		own_page_is(page);
		unlock_page(page);
		named[slot(arg)].page = page;
		return 0;
	}
	if (!strcmp(op, "refuse"))
		return kstrtoint(arg, 10, &own.refuse);
	/* "again 2", "busy 1" and "lets_go 1": what VMware's balloon says when the page has left it has changed in 6.18. */
	own.let_go = !strcmp(op, "lets_go");
	own.answer = !strcmp(op, "again") ? -EAGAIN : own.let_go && SINCE(6, 18) ? 0 : -EBUSY;
	if (own.let_go || !strcmp(op, "again") || !strcmp(op, "busy"))
		return kstrtoint(arg, 10, &own.times);
	if (!strcmp(op, "free") && own.page) {
		struct page *page = own.page;

		lock_page(page);
		get_page(page);
		own_let_go(page);
		unlock_page(page);
		put_page(page);
	}
	return 0;
}
