/**
 * Size classes of zsmalloc and their lists of zspages: mm/zsmalloc.c, the same in 5.10, 6.16 and 6.17 but for the number of
 * groups. A frame has 8 words here, and three classes show all there is: several objects in a page, objects that
 * straddle pages, and one object that fills a page.
 *
 * class->lock protects the lists and everything that zspages on them say of their objects.
 */
import { PAGE_WORDS } from "./frame.ts";
import type { Kernel } from "./kernel.ts";
import { embed, struct, word } from "./layout.ts";
import { INIT_LIST_HEAD, ListHead, list_add, list_del_init, list_empty } from "./list.ts";
import { Lock } from "./lock.ts";
import type { Addr } from "./memory.ts";
import { kernel } from "./trace.ts";

/** Words of an object, its head included, and pages of a zspage. */
const CLASSES = [
  { size: 2, pages: 1 },
  { size: 6, pages: 3 },
  { size: PAGE_WORDS, pages: 1 },
] as const;
export const ZS_SIZE_CLASSES = CLASSES.length;
/** Of all classes. */
export const ZS_MAX_PAGES_PER_ZSPAGE = 3;
/** The head of an object: its handle, or the next free object. */
export const ZS_HANDLE_SIZE = 1;
export const ZS_MAX_ALLOC_SIZE = PAGE_WORDS;

/** Fullness: which list a zspage is on. What lies between empty and full is one group here. */
export const ZS_EMPTY = 0;
const ZS_PARTIAL = 1;
const ZS_FULL = 2;
export const NR_FULLNESS_GROUPS = 3;

/** `size` in words. */
export class SizeClass extends struct("struct size_class", {
  lock: embed(Lock),
  index: word,
  size: word,
  objs_per_zspage: word,
  pages_per_zspage: word,
  empty: embed(ListHead),
  partial: embed(ListHead),
  full: embed(ListHead),
}) {}

/** The part of `struct zspage` that has to do with lists. */
interface Listed {
  readonly list: ListHead;
  inuse: number;
  fullness: number;
}

export function create_size_classes(k: Kernel, pool: string): Addr {
  const classes = k.heap.alloc(SizeClass, `size classes of ${pool}`, CLASSES.length);
  CLASSES.forEach(({ size, pages }, index) => {
    const each = size_class(k, classes.addr, index);
    each.index = index;
    each.size = size;
    each.pages_per_zspage = pages;
    each.objs_per_zspage = Math.floor((pages * PAGE_WORDS) / size);
    for (let fg = ZS_EMPTY; fg < NR_FULLNESS_GROUPS; fg++) {
      INIT_LIST_HEAD(fullness_list(each, fg));
    }
  });
  return classes.addr;
}

export function size_class(k: Kernel, classes: Addr, index: number): SizeClass {
  return new SizeClass(k.memory, classes + index * SizeClass.layout.size);
}
/** `words` of payload. An object that fills a page has no room for a head; its handle is kept elsewhere. */
export function get_size_class_index(words: number): number {
  let index = 0;
  for (const { size } of CLASSES) {
    if (words + ZS_HANDLE_SIZE <= size) break;
    index++;
  }
  return Math.min(index, ZS_SIZE_CLASSES - 1);
}
/** One object, one page. */
export function is_huge(size_class: SizeClass): boolean {
  return size_class.objs_per_zspage === 1 && size_class.pages_per_zspage === 1;
}

export function fullness_list(size_class: SizeClass, fullness: number): ListHead {
  if (fullness === ZS_EMPTY) return size_class.empty;
  return fullness === ZS_FULL ? size_class.full : size_class.partial;
}
function get_fullness_group(size_class: SizeClass, zspage: Listed): number {
  if (zspage.inuse === 0) return ZS_EMPTY;
  return zspage.inuse === size_class.objs_per_zspage ? ZS_FULL : ZS_PARTIAL;
}

/** class->lock held, as for all below. */
export function insert_zspage(size_class: SizeClass, zspage: Listed): number {
  const fullness = get_fullness_group(size_class, zspage);
  list_add(zspage.list, fullness_list(size_class, fullness));
  zspage.fullness = fullness;
  return fullness;
}
/** An empty `list` is how a zspage says that it is on none. */
export function remove_zspage(zspage: Listed): void {
  list_del_init(zspage.list);
}
/**
 * The `list` of a zspage with room, address 0 if there is none. An empty one, which the worker has not come round to free,
 * will do.
 */
export function find_get_zspage(size_class: SizeClass): Addr {
  const { partial, empty } = size_class;
  if (!list_empty(partial)) return partial.next;
  return list_empty(empty) ? 0 : empty.next;
}
/** The new group. A zspage that is on no list stays off. */
export const fix_fullness_group = kernel("fix_fullness_group", (size_class: SizeClass, zspage: Listed): number => {
  const fullness = get_fullness_group(size_class, zspage);
  if (fullness !== zspage.fullness) {
    const listed = !list_empty(zspage.list);
    if (listed) remove_zspage(zspage);
    zspage.fullness = fullness;
    if (listed) list_add(zspage.list, fullness_list(size_class, fullness));
  }
  return fullness;
});
