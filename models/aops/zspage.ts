/**
 * mm/zsmalloc.c, 5.10: a zspage, and the chain of pages that it is made of.
 *
 *   page->private    the zspage, 0 when the page is none of zsmalloc's
 *   page->freelist   the next page of the chain (the same word as `index`, which is the handle where one object fills a page)
 *   page->_mapcount  the first object that begins in the page, so that the page looks mapped
 *   PG_private       first page of the chain;  PG_owner_priv_1: one object fills the page
 *
 * Locks, outermost first: page lock, zspage->lock, class->lock; the pin of a handle comes before the last two, or is only tried.
 */
import { BUG_ON, WARN_ON_ONCE } from "../machine/bug.ts";
import type { Kernel } from "../machine/kernel.ts";
import { embed, offsetOf, pointerTo, struct, word } from "../machine/layout.ts";
import { ListHead } from "../machine/list.ts";
import { trylock_page } from "../machine/lock.ts";
import type { Addr } from "../machine/memory.ts";
import { type Page, pageAt } from "../machine/page.ts";
import { clear_bit, PG_owner_priv_1, set_bit, test_bit } from "../machine/page-flags.ts";
import { NO_TYPE } from "../machine/page-type.ts";
import { RwLock } from "../machine/rwlock.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { WorkStruct } from "../machine/workqueue.ts";
import { is_huge, type SizeClass, size_class } from "../machine/zs_class.ts";
import type { ZspageLook } from "../machine/zs_observe.ts";
import { __ClearPageMovable, __SetPageMovable } from "./movable.ts";
import { Inode } from "./pseudo_inode.ts";
import { unlock_page } from "./unlock.ts";

/**
 * `isolated_pages`: how many zspages have isolated pages. A pool must not go while there are any: who destroys it says `destroying`, and
 * sleeps in `migration_wait`, which holds no more than whether its sleeper was woken. `migrate_lock`: from v5.17.
 */
export class ZsPool extends struct("struct zs_pool", {
  size_class: pointerTo<SizeClass>(),
  migrate_lock: embed(RwLock),
  isolated_pages: word,
  destroying: word,
  migration_wait: word,
  inode: pointerTo<Inode>(),
  free_work: embed(WorkStruct),
}) {}

export const MIGRATION_WAIT = offsetOf(ZsPool, "migration_wait");

const FIELDS = {
  isolated: word,
  fullness: word,
  class: word,
  magic: word,
  inuse: word,
  freeobj: word,
  first_page: pointerTo<Page>(),
  list: embed(ListHead),
  lock: embed(RwLock),
};
/** `isolated`: how many of its pages are. While it is not 0, `list` is empty (before v5.17). */
export class Zspage extends struct("struct zspage", FIELDS) {}
/** Since 68f2736a8583 (v6.0). */
export class ZspageWithPool extends struct("struct zspage", { ...FIELDS, pool: pointerTo<ZsPool>() }) {}
export const ZSPAGE_MAGIC = 0x58;

export function get_zspage(page: Page): Zspage {
  const zspage = new Zspage(page.memory, page.private);
  BUG_ON(zspage.magic !== ZSPAGE_MAGIC, "zspage->magic != ZSPAGE_MAGIC");
  return zspage;
}
export function zspage_class(pool: ZsPool, zspage: Zspage): SizeClass {
  return size_class(pool.memory.k, pool.size_class, zspage.class);
}
export function get_first_page(zspage: Zspage): Page {
  return pageAt(zspage.memory, zspage.first_page);
}
export function get_next_page(page: Page): Page | null {
  if (test_bit(page, PG_owner_priv_1) || page.freelist === 0) return null;
  return pageAt(page.memory, page.freelist);
}
/** The next one is looked up when the caller is done with this one. */
export function* for_each_page_in(zspage: Zspage): Generator<Page, void, void> {
  if (zspage.first_page === 0) return;
  for (let page: Page | null = get_first_page(zspage); page !== null; page = get_next_page(page)) yield page;
}

export const create_page_chain = kernel(
  "create_page_chain",
  function* (size_class: SizeClass, zspage: Zspage, pages: Page[]): Steps {
    const { k } = size_class.memory;
    let prev: Page | null = null;
    for (const page of pages) {
      if (!k.guard("zs:mark-last") && zspage.inuse === 0) yield "zs:chain";
      page.private = zspage.addr;
      page.freelist = 0;
      if (prev === null) {
        zspage.first_page = page.addr;
        set_bit(page, k.flags.PG_private);
        if (is_huge(size_class)) set_bit(page, PG_owner_priv_1);
      } else {
        prev.freelist = page.addr;
      }
      prev = page;
    }
  },
);

/** Nobody knows the page as movable yet, so nobody can have its lock. */
export function SetZsPageMovable(pool: ZsPool, page: Page): void {
  const { k } = pool.memory;
  WARN_ON_ONCE(k, !trylock_page(page), "!trylock_page(page)");
  __SetPageMovable(page, new Inode(pool.memory, pool.inode).i_data.addr);
  unlock_page(page);
}

/** Page locked. */
export const reset_page = kernel("reset_page", (page: Page): void => {
  const { k } = page.memory;
  if (k.guard("zs:leave-isolated")) __ClearPageMovable(page);
  else clear_bit(page, k.flags.PG_reclaim);
  clear_bit(page, k.flags.PG_private);
  page.private = 0;
  page._mapcount = NO_TYPE;
  clear_bit(page, PG_owner_priv_1);
  page.freelist = 0;
});

/** For observers. */
export function look(k: Kernel, pool: Addr, addr: Addr): ZspageLook {
  const zspage = new Zspage(k.memory, addr);
  return {
    inuse: zspage.inuse,
    size_class: zspage_class(new ZsPool(k.memory, pool), zspage),
    chain: [...for_each_page_in(zspage)],
  };
}
