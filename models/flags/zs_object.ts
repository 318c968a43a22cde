/** mm/zsmalloc.c, 6.17: objects within zspages. class->lock protects which are free, zspage->zsl who uses them. */
import { READ_ONCE } from "../machine/access.ts";
import { PAGE_WORDS, read_frame, write_frame } from "../machine/frame.ts";
import type { Kernel } from "../machine/kernel.ts";
import { offsetOf } from "../machine/layout.ts";
import { spin_lock, spin_unlock } from "../machine/lock.ts";
import type { Addr } from "../machine/memory.ts";
import type { Page } from "../machine/page.ts";
import { read_lock, read_unlock } from "../machine/rwlock.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { obj_to_zpdesc, page_zpdesc, type Zpdesc, zpdesc_page } from "../machine/zpdesc.ts";
import {
  find_get_zspage,
  fix_fullness_group,
  get_size_class_index,
  insert_zspage,
  is_huge,
  type SizeClass,
  size_class,
  ZS_EMPTY,
  ZS_HANDLE_SIZE,
} from "../machine/zs_class.ts";
import {
  cache_alloc_handle,
  free_link,
  Handle,
  linked_index,
  location_to_obj,
  OBJ_ALLOCATED_TAG,
  obj_to_class_idx,
  obj_to_location,
} from "../machine/zs_obj.ts";
import {
  for_each_zpdesc,
  get_first_zpdesc,
  get_next_zpdesc,
  get_zspage,
  SetZsPageMovable,
  ZsPool,
  Zspage,
  zspage_class,
} from "./zspage.ts";
import { __free_zspage_lockless, alloc_zspage, free_zspage, unlist_zspage } from "./zspage_life.ts";

/** The handle of a new object, 0 without memory. `size` in words. */
export const zs_malloc = kernel("zs_malloc", function* (k: Kernel, addr: Addr, size: number): Steps<Addr> {
  yield "zs:malloc";
  const pool = new ZsPool(k.memory, addr);
  const of = size_class(k, pool.size_class, get_size_class_index(size));
  const handle = cache_alloc_handle(k);
  yield* spin_lock(of.lock);
  const list = find_get_zspage(of);
  if (list !== 0) {
    const zspage = new Zspage(k.memory, list - offsetOf(Zspage, "list"));
    handle.obj = obj_malloc(of, zspage, handle);
    fix_fullness_group(of, zspage);
    spin_unlock(of.lock);
    return handle.addr;
  }
  spin_unlock(of.lock);

  const zspage = yield* alloc_zspage(pool, of);
  if (zspage === null) {
    k.heap.free(handle);
    return 0;
  }
  yield "zs:insert";
  yield* spin_lock(of.lock);
  handle.obj = obj_malloc(of, zspage, handle);
  insert_zspage(of, zspage);
  // Only now is the zspage fit to be taken apart by migration.
  if (k.guard("zs:mark-last") && k.config.COMPACTION) {
    for (const zpdesc of for_each_zpdesc(zspage)) {
      yield "zs:mark";
      SetZsPageMovable(zpdesc);
    }
  }
  spin_unlock(of.lock);
  return handle.addr;
});

/** The page of the chain that a word of it is in. */
function page_of_word(zspage: Zspage, word: number): Page {
  let zpdesc = get_first_zpdesc(zspage);
  for (let rest = word; rest >= PAGE_WORDS; rest -= PAGE_WORDS) zpdesc = get_next_zpdesc(zspage, zpdesc) as Zpdesc;
  return zpdesc_page(zpdesc);
}

function obj_malloc(of: SizeClass, zspage: Zspage, handle: Handle): number {
  const index = zspage.freeobj;
  const page = page_of_word(zspage, index * of.size);
  const word = (index * of.size) % PAGE_WORDS;
  zspage.freeobj = linked_index(read_frame(page, word));
  const head = handle.addr | OBJ_ALLOCATED_TAG;
  if (is_huge(of)) get_first_zpdesc(zspage).handle = head;
  else write_frame(page, word, head);
  zspage.inuse += 1;
  return location_to_obj(page, index, class_idx_of(of));
}

function obj_free(of: SizeClass, zspage: Zspage, obj: number): void {
  const { page, index } = obj_to_location(of.memory.k, obj);
  if (is_huge(of)) page_zpdesc(page).handle = 0;
  write_frame(page, (index * of.size) % PAGE_WORDS, free_link(zspage.freeobj));
  zspage.freeobj = index;
  zspage.inuse -= 1;
}

/** From 7.3 on the word of a handle has the class, for zs_free(). */
export function class_idx_of(of: SizeClass): number {
  return of.memory.k.differs("zs-free-by-class") ? of.index : 0;
}

/** pool->lock keeps what the handle says, until class->lock is had. Whether pages are isolated does not matter. */
export const zs_free = kernel("zs_free", function* (k: Kernel, addr: Addr, object: Addr): Steps {
  const pool = new ZsPool(k.memory, addr);
  const handle = new Handle(k.memory, object);
  yield "zs:free";
  if (k.differs("zs-free-by-class")) return yield* free_by_class(pool, handle);
  yield* read_lock(pool.lock);
  const zspage = get_zspage(obj_to_zpdesc(k, handle.obj));
  const of = zspage_class(zspage);
  yield* spin_lock(of.lock);
  read_unlock(pool.lock);
  obj_free(of, zspage, handle.obj);
  if (fix_fullness_group(of, zspage) === ZS_EMPTY) yield* free_zspage(pool, zspage);
  spin_unlock(of.lock);
  k.heap.free(handle);
});

/**
 * zs_free() of 7.3: the class, which no move changes, is in the word of the handle, so it is found without a lock. The frame in that word is
 * true only once class->lock keeps migration out. The pages go when that lock is gone, so that nobody waits for the buddy allocator.
 */
function* free_by_class(pool: ZsPool, handle: Handle): Steps {
  const { k } = pool.memory;
  const found = READ_ONCE(handle, "obj");
  const of = size_class(k, pool.size_class, obj_to_class_idx(found));
  yield "zs:lock-class";
  yield* spin_lock(of.lock);
  const obj = k.guard("zs:reread-handle") ? READ_ONCE(handle, "obj") : found;
  const zspage = get_zspage(obj_to_zpdesc(k, obj));
  obj_free(of, zspage, obj);
  const gone = fix_fullness_group(of, zspage) === ZS_EMPTY && (yield* unlist_zspage(pool, zspage));
  spin_unlock(of.lock);
  if (gone) yield* __free_zspage_lockless(zspage);
  k.heap.free(handle);
}

/** Until the end no page of the zspage can move. Readers may sleep, so migration does not wait for them. */
const zs_obj_read_begin = kernel("zs_obj_read_begin", function* (pool: ZsPool, handle: Handle): Steps<Zspage> {
  const { k } = pool.memory;
  yield "zs:map";
  yield* read_lock(pool.lock);
  const zspage = get_zspage(obj_to_zpdesc(k, handle.obj));
  yield* read_lock(zspage.zsl);
  read_unlock(pool.lock);
  return zspage;
});
const zs_obj_read_end = kernel("zs_obj_read_end", function* (zspage: Zspage): Steps {
  yield "zs:unmap";
  read_unlock(zspage.zsl);
});

export function* zs_read(k: Kernel, pool: Addr, object: Addr, contents: number[]): Steps {
  const handle = new Handle(k.memory, object);
  const zspage = yield* zs_obj_read_begin(new ZsPool(k.memory, pool), handle);
  yield "zs:read";
  const start = first_word(zspage, handle.obj);
  for (let each = 0; each < contents.length; each++) {
    const at = start + each;
    contents[each] = read_frame(page_of_word(zspage, at), at % PAGE_WORDS);
  }
  yield* zs_obj_read_end(zspage);
}
/** zs_obj_write(): the same locks in one call. */
export function* zs_write(k: Kernel, pool: Addr, object: Addr, contents: number[]): Steps {
  const handle = new Handle(k.memory, object);
  const zspage = yield* zs_obj_read_begin(new ZsPool(k.memory, pool), handle);
  yield "zs:write";
  const start = first_word(zspage, handle.obj);
  for (let each = 0; each < contents.length; each++) {
    const at = start + each;
    write_frame(page_of_word(zspage, at), at % PAGE_WORDS, contents[each] as number);
  }
  yield* zs_obj_read_end(zspage);
}

/** Of an object after its head, counted from the begin of its zspage: it may go on in the next page. */
function first_word(zspage: Zspage, obj: number): number {
  const of = zspage_class(zspage);
  const { index } = obj_to_location(zspage.memory.k, obj);
  return index * of.size + (is_huge(of) ? 0 : ZS_HANDLE_SIZE);
}
