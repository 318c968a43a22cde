/** `struct page`: 64 bytes on x86-64, one for every frame. Offsets as pahole prints them; names that share a slot share an offset. */

import { ONCE, ORDERED, RELAXED } from "./access.ts";
import { atomic } from "./atomic.ts";
import { ZONE_MOVABLE } from "./config.ts";
import type { Kernel } from "./kernel.ts";
import { at, embed, int, offsetOf, pointer, struct, uint, View, word } from "./layout.ts";
import { ListHead } from "./list.ts";
import type { Addr, Memory } from "./memory.ts";

export class Page extends struct(
  "struct page",
  {
    flags: at(0, word),
    lru: at(8, embed(ListHead)),
    mapping: at(24, pointer),
    index: at(32, word),
    freelist: at(32, pointer),
    private: at(40, pointer),
    page_type: at(48, uint),
    _mapcount: at(48, int),
    _refcount: at(52, int),
  },
  64,
) {}

export const PAGE_STRUCT_BYTES = Page.layout.size;
const LRU = offsetOf(Page, "lru");
export const REFCOUNT = offsetOf(Page, "_refcount");

export function pfn_to_page(k: Kernel, pfn: number): Page {
  return new Page(k.memory, k.memory.mem_map + pfn * PAGE_STRUCT_BYTES);
}
/** include/linux/mmzone.h. */
export function is_zone_movable_page(page: Page): boolean {
  return page.memory.k.zone(page).name === ZONE_MOVABLE;
}

export function page_to_pfn(page: Page): number {
  return (page.addr - page.memory.mem_map) / PAGE_STRUCT_BYTES;
}
/** Observers look for pages like this. */
export function pages_that(k: Kernel, are: (page: Page) => boolean): Page[] {
  const found: Page[] = [];
  for (let pfn = 0; pfn < k.machine.pages; pfn++) {
    const page = pfn_to_page(k, pfn);
    if (are(page)) found.push(page);
  }
  return found;
}
/** The page whose words these are, whatever the view calls them. Null: they are no page's. Asked by observers. */
export function pageOf(view: unknown): Page | null {
  if (!(view instanceof View)) return null;
  const { memory, addr } = view;
  const isPage = addr >= memory.mem_map && addr < memory.frames && (addr - memory.mem_map) % PAGE_STRUCT_BYTES === 0;
  return isPage ? pageAt(memory, addr) : null;
}
export function pageAt(memory: Memory, addr: Addr): Page {
  return new Page(memory, addr);
}
/** The page that a word is in. */
export function page_of_word(memory: Memory, addr: Addr): Page {
  return new Page(memory, addr - ((addr - memory.mem_map) % PAGE_STRUCT_BYTES));
}
/** list_entry(entry, struct page, lru). */
export function lru_to_page(memory: Memory, entry: Addr): Page {
  return new Page(memory, entry - LRU);
}

export function page_count(page: Page): number {
  return page.memory.load(page.addr + REFCOUNT, ONCE);
}
/** page_ref_freeze(): takes all references away, if they are as many as the caller knows of. False: somebody else has one. */
export const page_ref_freeze = atomic((page: Page, count: number): boolean => {
  const { memory } = page;
  if (memory.load(page.addr + REFCOUNT, ORDERED) !== count) return false;
  memory.store(page.addr + REFCOUNT, 0, ORDERED);
  return true;
});
/** For one who is alone with the page. */
export function set_page_count(page: Page, count: number): void {
  page.memory.store(page.addr + REFCOUNT, count, ONCE);
}
export const get_page = atomic((page: Page): void => {
  const { memory } = page;
  memory.store(page.addr + REFCOUNT, memory.load(page.addr + REFCOUNT, RELAXED) + 1, RELAXED);
});
/** The only safe way to touch a page that one does not own: at zero it is free, or frozen by an owner who lets nobody in, as slabs are since 6.14. */
export const get_page_unless_zero = atomic((page: Page): boolean => {
  const { memory } = page;
  const count = memory.load(page.addr + REFCOUNT, ORDERED);
  if (count === 0) return false;
  memory.store(page.addr + REFCOUNT, count + 1, ORDERED);
  return true;
});
