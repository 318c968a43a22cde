/**
 * mm/zsmalloc.c and mm/zpdesc.h, 6.17: a zspage, and the chain of pages that it is made of. A `struct zpdesc` is a struct page
 * under other names.
 *
 *   private    the zspage, 0 when the page is none of zsmalloc's
 *   index      `next`, the next page of the chain, or `handle` where one object fills a page
 *   page_type  PGTY_zsmalloc, from allocation until the page is free; the low bits are the first object that begins in the page
 *   PG_private first page of the chain
 *
 * Locks, outermost first: page lock, pool->lock, class->lock, zspage->zsl.
 */
import { BUG_ON, WARN_ON_ONCE } from "../machine/bug.ts";
import type { Kernel } from "../machine/kernel.ts";
import { embed, pointer, struct, word } from "../machine/layout.ts";
import { ListHead } from "../machine/list.ts";
import { trylock_page } from "../machine/lock.ts";
import type { Addr } from "../machine/memory.ts";
import { type Page, pageAt } from "../machine/page.ts";
import { clear_bit, set_bit } from "../machine/page-flags.ts";
import { RwLock } from "../machine/rwlock.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { WorkStruct } from "../machine/workqueue.ts";
import { is_huge, type SizeClass, size_class } from "../machine/zs_class.ts";
import type { ZspageLook } from "../machine/zs_observe.ts";
import { SetPageMovableOps } from "./movable.ts";
import { folio_unlock } from "./unlock.ts";

/** `lock`: for reading, what a handle says stays true; for writing, it may be changed. */
export class ZsPool extends struct("struct zs_pool", {
  size_class: pointer,
  lock: embed(RwLock),
  free_work: embed(WorkStruct),
}) {}

/** A zspage stays on its list while pages of it are isolated. `zsl`: readers are inside objects; a writer moves a page. */
export class Zspage extends struct("struct zspage", {
  huge: word,
  fullness: word,
  class: word,
  magic: word,
  inuse: word,
  freeobj: word,
  first_zpdesc: pointer,
  list: embed(ListHead),
  pool: pointer,
  zsl: embed(RwLock),
}) {}
export const ZSPAGE_MAGIC = 0x58;

export function get_zspage(page: Page): Zspage {
  const zspage = new Zspage(page.memory, page.private);
  BUG_ON(zspage.magic !== ZSPAGE_MAGIC, "zspage->magic != ZSPAGE_MAGIC");
  return zspage;
}
export function zspage_pool(zspage: Zspage): ZsPool {
  return new ZsPool(zspage.memory, zspage.pool);
}
export function zspage_class(zspage: Zspage): SizeClass {
  return size_class(zspage.memory.k, zspage_pool(zspage).size_class, zspage.class);
}
export function get_first_zpdesc(zspage: Zspage): Page {
  return pageAt(zspage.memory, zspage.first_zpdesc);
}
export function get_next_zpdesc(zspage: Zspage, page: Page): Page | null {
  return zspage.huge === 1 || page.index === 0 ? null : pageAt(zspage.memory, page.index);
}
export function chain(zspage: Zspage): Page[] {
  const pages: Page[] = [];
  if (zspage.first_zpdesc === 0) return pages;
  let page: Page | null = get_first_zpdesc(zspage);
  while (page !== null) {
    pages.push(page);
    page = get_next_zpdesc(zspage, page);
  }
  return pages;
}

export function get_first_obj_offset(page: Page): number {
  return page.page_type & FIRST_OBJ_MASK;
}
export function set_first_obj_offset(page: Page, offset: number): void {
  page.page_type = (page.page_type & ~FIRST_OBJ_MASK) | offset;
}
const FIRST_OBJ_MASK = 0xffffff;

export const create_page_chain = kernel(
  "create_page_chain",
  function* (size_class: SizeClass, zspage: Zspage, pages: Page[]): Steps {
    const { k } = size_class.memory;
    let prev: Page | null = null;
    for (const page of pages) {
      if (!k.guard("zs:mark-last") && zspage.inuse === 0) yield "zs:chain";
      page.private = zspage.addr;
      page.index = 0;
      if (prev === null) {
        zspage.first_zpdesc = page.addr;
        set_bit(page, k.flags.PG_private);
        if (is_huge(size_class)) zspage.huge = 1;
      } else {
        prev.index = page.addr;
      }
      prev = page;
    }
  },
);

/** Nobody knows the page as movable yet, so nobody can have its lock. */
export function SetZsPageMovable(page: Page): void {
  WARN_ON_ONCE(page.memory.k, !trylock_page(page), "!trylock_page(page)");
  SetPageMovableOps(page);
  folio_unlock(page);
}

/** Page locked. An empty `private` is how zsmalloc says that it let go; type and flag stay until the page is free. */
export function reset_zpdesc(page: Page): void {
  const { k } = page.memory;
  clear_bit(page, k.flags.PG_private);
  page.private = 0;
  page.index = 0;
  if (!k.guard("type:sticky")) k.types.clear(page, "zsmalloc");
}

/** For observers. */
export function look(k: Kernel, _pool: Addr, addr: Addr): ZspageLook {
  const zspage = new Zspage(k.memory, addr);
  return { inuse: zspage.inuse, size_class: zspage_class(zspage), chain: chain(zspage) };
}
