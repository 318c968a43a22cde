/**
 * mm/zsmalloc.c, 6.16: a zspage, and the chain of pages that it is made of.
 *
 *   zpdesc->zspage            0 when the page is none of zsmalloc's
 *   zpdesc->next              the next page of the chain (the same word as `handle`, where one object fills a page)
 *   zpdesc->first_obj_offset  the first object that begins in the page, in the low bits of the word of the page type
 *   PG_private                first page of the chain
 *
 * Locks, outermost first: page lock, pool->lock, class->lock, zspage->zsl.
 */
import { BUG_ON, WARN_ON_ONCE } from "../machine/bug.ts";
import type { Kernel } from "../machine/kernel.ts";
import { embed, pointerTo, struct, word } from "../machine/layout.ts";
import { ListHead } from "../machine/list.ts";
import type { Addr } from "../machine/memory.ts";
import { clear_bit, set_bit } from "../machine/page-flags.ts";
import { NO_TYPE, PGTY_zsmalloc } from "../machine/page-type.ts";
import { RwLock } from "../machine/rwlock.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { WorkStruct } from "../machine/workqueue.ts";
import { Zpdesc, zpdesc_page, zpdesc_trylock } from "../machine/zpdesc.ts";
import { is_huge, type SizeClass, size_class } from "../machine/zs_class.ts";
import type { ZspageLook } from "../machine/zs_observe.ts";
import { __ClearPageMovable, __SetPageMovable } from "./movable.ts";
import { zpdesc_unlock } from "./unlock.ts";

/** `lock`: for reading, what a handle says stays true; for writing, it may be changed. */
export class ZsPool extends struct("struct zs_pool", {
  size_class: pointerTo<SizeClass>(),
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
  first_zpdesc: pointerTo<Zpdesc>(),
  list: embed(ListHead),
  pool: pointerTo<ZsPool>(),
  zsl: embed(RwLock),
}) {}
export const ZSPAGE_MAGIC = 0x58;

export function get_zspage(zpdesc: Zpdesc): Zspage {
  const zspage = new Zspage(zpdesc.memory, zpdesc.zspage);
  BUG_ON(zspage.magic !== ZSPAGE_MAGIC, "zspage->magic != ZSPAGE_MAGIC");
  return zspage;
}
export function zspage_pool(zspage: Zspage): ZsPool {
  return new ZsPool(zspage.memory, zspage.pool);
}
export function zspage_class(zspage: Zspage): SizeClass {
  return size_class(zspage.memory.k, zspage_pool(zspage).size_class, zspage.class);
}
export function get_first_zpdesc(zspage: Zspage): Zpdesc {
  return new Zpdesc(zspage.memory, zspage.first_zpdesc);
}
export function get_next_zpdesc(zspage: Zspage, zpdesc: Zpdesc): Zpdesc | null {
  return zspage.huge === 1 || zpdesc.next === 0 ? null : new Zpdesc(zspage.memory, zpdesc.next);
}
/** The next one is looked up when the caller is done with this one. */
export function* for_each_zpdesc(zspage: Zspage): Generator<Zpdesc, void, void> {
  if (zspage.first_zpdesc === 0) return;
  let zpdesc: Zpdesc | null = get_first_zpdesc(zspage);
  while (zpdesc !== null) {
    yield zpdesc;
    zpdesc = get_next_zpdesc(zspage, zpdesc);
  }
}

/** Before v6.11 the whole word was the offset, and the page had no type. */
export function __zpdesc_set_zsmalloc(zpdesc: Zpdesc): void {
  const { k } = zpdesc.memory;
  if (!k.differs("zsmalloc-untyped")) k.types.set(zpdesc_page(zpdesc), PGTY_zsmalloc);
}
export function __zpdesc_clear_zsmalloc(zpdesc: Zpdesc): void {
  const { k } = zpdesc.memory;
  if (!k.differs("zsmalloc-sticky") || !k.guard("type:sticky")) zpdesc_page(zpdesc).page_type = NO_TYPE;
}
export function get_first_obj_offset(zpdesc: Zpdesc): number {
  return zpdesc.first_obj_offset & FIRST_OBJ_MASK;
}
export function set_first_obj_offset(zpdesc: Zpdesc, offset: number): void {
  const { k } = zpdesc.memory;
  zpdesc.first_obj_offset = k.differs("zsmalloc-untyped")
    ? offset
    : (zpdesc.first_obj_offset & ~FIRST_OBJ_MASK) | offset;
}
const FIRST_OBJ_MASK = 0xffffff;

export const create_page_chain = kernel(
  "create_page_chain",
  function* (size_class: SizeClass, zspage: Zspage, zpdescs: Zpdesc[]): Steps {
    const { k } = size_class.memory;
    let prev: Zpdesc | null = null;
    for (const zpdesc of zpdescs) {
      if (!k.guard("zs:mark-last") && zspage.inuse === 0) yield "zs:chain";
      zpdesc.zspage = zspage.addr;
      zpdesc.next = 0;
      if (prev === null) {
        zspage.first_zpdesc = zpdesc.addr;
        set_bit(zpdesc_page(zpdesc), k.flags.PG_private);
        if (is_huge(size_class)) zspage.huge = 1;
      } else {
        prev.next = zpdesc.addr;
      }
      prev = zpdesc;
    }
  },
);

/** Nobody knows the page as movable yet, so nobody can have its lock. */
export function SetZsPageMovable(zpdesc: Zpdesc): void {
  WARN_ON_ONCE(zpdesc.memory.k, !zpdesc_trylock(zpdesc), "!trylock_page(page)");
  __zpdesc_set_movable(zpdesc);
  zpdesc_unlock(zpdesc);
}
/** The page must be locked. */
export function __zpdesc_set_movable(zpdesc: Zpdesc): void {
  __SetPageMovable(zpdesc_page(zpdesc), zpdesc.memory.k.symbol("zsmalloc_mops"));
}

/** Page locked. The free path wants a page without a type. */
export function reset_zpdesc(zpdesc: Zpdesc): void {
  const { k } = zpdesc.memory;
  const page = zpdesc_page(zpdesc);
  if (!k.differs("zsmalloc-says-released")) __ClearPageMovable(page);
  clear_bit(page, k.flags.PG_private);
  zpdesc.zspage = 0;
  zpdesc.next = 0;
  __zpdesc_clear_zsmalloc(zpdesc);
}

/** For observers. */
export function look(k: Kernel, _pool: Addr, addr: Addr): ZspageLook {
  const zspage = new Zspage(k.memory, addr);
  return {
    inuse: zspage.inuse,
    size_class: zspage_class(zspage),
    chain: Array.from(for_each_zpdesc(zspage), zpdesc_page),
  };
}
