/** mm/zpdesc.h, since 6.14: the words of a `struct page` under the names that zsmalloc has for them. */
import { Folio } from "./folio.ts";
import type { Kernel } from "./kernel.ts";
import { at, embed, int, pointer, pointerTo, struct, uint, type View, word } from "./layout.ts";
import { ListHead } from "./list.ts";
import { lock_page, trylock_page, wait_on_page_locked } from "./lock.ts";
import { get_page, PAGE_STRUCT_BYTES, Page } from "./page.ts";
import { alloc_page, type Gfp, put_page } from "./page_alloc.ts";
import { PageLocked } from "./page-flags.ts";
import type { Steps } from "./step.ts";
import { obj_to_location } from "./zs_obj.ts";

/**
 * `zspage`: 0 when the page is none of zsmalloc's. `next`: the next page of the chain; the same word is `handle`, where one object fills
 * a page. `first_obj_offset`: its low 24 bits are the first object that begins in the page, the rest is the page type.
 */
export class Zpdesc extends struct(
  "struct zpdesc",
  {
    flags: at(0, word),
    lru: at(8, embed(ListHead)),
    next: at(32, pointerTo<Zpdesc>()),
    handle: at(32, pointer),
    zspage: at(40, pointerTo<View>()),
    first_obj_offset: at(48, uint),
    _refcount: at(52, int),
  },
  PAGE_STRUCT_BYTES,
) {}

export function zpdesc_page(zpdesc: Zpdesc): Page {
  return new Page(zpdesc.memory, zpdesc.addr);
}
export function zpdesc_folio(zpdesc: Zpdesc): Folio {
  return new Folio(zpdesc.memory, zpdesc.addr);
}
export function page_zpdesc(page: Page): Zpdesc {
  return new Zpdesc(page.memory, page.addr);
}

export function zpdesc_get(zpdesc: Zpdesc): void {
  get_page(zpdesc_page(zpdesc));
}
export function zpdesc_put(zpdesc: Zpdesc): void {
  put_page(zpdesc_page(zpdesc));
}

export function zpdesc_trylock(zpdesc: Zpdesc): boolean {
  return trylock_page(zpdesc_page(zpdesc));
}
export function zpdesc_lock(zpdesc: Zpdesc): Steps {
  return lock_page(zpdesc_page(zpdesc));
}
export function zpdesc_wait_locked(zpdesc: Zpdesc): Steps {
  return wait_on_page_locked(zpdesc_page(zpdesc));
}
export function zpdesc_is_locked(zpdesc: Zpdesc): boolean {
  return PageLocked(zpdesc_page(zpdesc));
}

export function alloc_zpdesc(k: Kernel, gfp: Gfp): Zpdesc | null {
  const page = alloc_page(k, gfp);
  return page === null ? null : page_zpdesc(page);
}
/** mm/zsmalloc.c. */
export function obj_to_zpdesc(k: Kernel, obj: number): Zpdesc {
  return page_zpdesc(obj_to_location(k, obj).page);
}
