/**
 * `struct folio`, since 5.16: the words of a `struct page` under the name that the core has for a page that is no tail of a larger one.
 * Every page of the models is such a page. include/linux/mm_types.h, include/linux/mm.h, include/linux/pagemap.h.
 */
import { at, embed, int, offsetOf, pointer, struct, word } from "./layout.ts";
import { ListHead } from "./list.ts";
import { lock_page, trylock_page } from "./lock.ts";
import { isolate_lru_page, putback_lru_page } from "./lru.ts";
import type { Addr, Memory } from "./memory.ts";
import { get_page, get_page_unless_zero, PAGE_STRUCT_BYTES, Page, page_count } from "./page.ts";
import { put_page } from "./page_alloc.ts";
import { PageUptodate } from "./page-flags.ts";
import type { Steps } from "./step.ts";

/** `page`: the same words again. */
export class Folio extends struct(
  "struct folio",
  {
    flags: at(0, word),
    lru: at(8, embed(ListHead)),
    mapping: at(24, pointer),
    index: at(32, word),
    private: at(40, pointer),
    _mapcount: at(48, int),
    _refcount: at(52, int),
    page: at(0, embed(Page)),
  },
  PAGE_STRUCT_BYTES,
) {}

const LRU = offsetOf(Folio, "lru");

export function page_folio(page: Page): Folio {
  return new Folio(page.memory, page.addr);
}
/** list_entry(entry, struct folio, lru). */
export function lru_to_folio(memory: Memory, entry: Addr): Folio {
  return new Folio(memory, entry - LRU);
}

export function folio_ref_count(folio: Folio): number {
  return page_count(folio.page);
}
export function folio_get(folio: Folio): void {
  get_page(folio.page);
}
export function folio_try_get(folio: Folio): boolean {
  return get_page_unless_zero(folio.page);
}
export function folio_put(folio: Folio): void {
  put_page(folio.page);
}

export function folio_trylock(folio: Folio): boolean {
  return trylock_page(folio.page);
}
export function folio_lock(folio: Folio): Steps {
  return lock_page(folio.page);
}

export function folio_test_uptodate(folio: Folio): boolean {
  return PageUptodate(folio.page);
}

/** mm/vmscan.c. The trace calls it isolate_lru_page(), as all kernels have that one. */
export function folio_isolate_lru(folio: Folio): boolean {
  return isolate_lru_page(folio.page);
}
export function folio_putback_lru(folio: Folio): Steps {
  return putback_lru_page(folio.page);
}
