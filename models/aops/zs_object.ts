/** mm/zsmalloc.c, 5.10: objects within zspages. class->lock protects which are free, pins and zspage->lock who uses them. */
import { PAGE_WORDS, read_frame, write_frame } from "../machine/frame.ts";
import type { Kernel } from "../machine/kernel.ts";
import { offsetOf } from "../machine/layout.ts";
import { spin_lock, spin_unlock } from "../machine/lock.ts";
import type { Addr } from "../machine/memory.ts";
import type { Page } from "../machine/page.ts";
import { read_lock, read_unlock } from "../machine/rwlock.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
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
  obj_to_location,
} from "../machine/zs_obj.ts";
import { pin_object, record_obj, unpin_object } from "./zs_handle.ts";
import {
  for_each_page_in,
  get_first_page,
  get_next_page,
  get_zspage,
  SetZsPageMovable,
  ZsPool,
  Zspage,
  zspage_class,
} from "./zspage.ts";
import { alloc_zspage, free_zspage } from "./zspage_life.ts";

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
    record_obj(handle, obj_malloc(of, zspage, handle));
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
  record_obj(handle, obj_malloc(of, zspage, handle));
  insert_zspage(of, zspage);
  // Only now is the zspage fit to be taken apart by migration.
  if (k.guard("zs:mark-last") && k.config.COMPACTION) {
    for (const page of for_each_page_in(zspage)) {
      yield "zs:mark";
      SetZsPageMovable(pool, page);
    }
  }
  spin_unlock(of.lock);
  return handle.addr;
});

/** The page of the chain that a word of it is in. */
function page_of_word(zspage: Zspage, word: number): Page {
  let page = get_first_page(zspage);
  for (let rest = word; rest >= PAGE_WORDS; rest -= PAGE_WORDS) page = get_next_page(page) as Page;
  return page;
}

function obj_malloc(of: SizeClass, zspage: Zspage, handle: Handle): number {
  const index = zspage.freeobj;
  const page = page_of_word(zspage, index * of.size);
  const word = (index * of.size) % PAGE_WORDS;
  zspage.freeobj = linked_index(read_frame(page, word));
  const head = handle.addr | OBJ_ALLOCATED_TAG;
  if (is_huge(of)) get_first_page(zspage).index = head;
  else write_frame(page, word, head);
  zspage.inuse += 1;
  return location_to_obj(page, index);
}

function obj_free(of: SizeClass, zspage: Zspage, obj: number): void {
  const { page, index } = obj_to_location(of.memory.k, obj);
  if (is_huge(of)) page.index = 0;
  write_frame(page, (index * of.size) % PAGE_WORDS, free_link(zspage.freeobj));
  zspage.freeobj = index;
  zspage.inuse -= 1;
}

/** The pin keeps the handle's word, the zspage's lock keeps its pages, until class->lock is had. */
export const zs_free = kernel("zs_free", function* (k: Kernel, addr: Addr, object: Addr): Steps {
  const pool = new ZsPool(k.memory, addr);
  const handle = new Handle(k.memory, object);
  yield "zs:pin";
  yield* pin_object(pool, handle);
  yield "zs:free";
  const { page } = obj_to_location(k, handle.obj);
  const zspage = get_zspage(page);
  yield* read_lock(zspage.lock);
  const of = zspage_class(pool, zspage);
  yield* spin_lock(of.lock);
  obj_free(of, zspage, handle.obj);
  const fullness = fix_fullness_group(of, zspage);
  // To v5.16 an isolated zspage is on no list and its pool waits for it: the last page to come back has it freed.
  const put_off = !k.differs("zspage-freed-while-isolated") && k.guard("zs:isolated-test") && zspage.isolated > 0;
  read_unlock(zspage.lock);
  if (fullness === ZS_EMPTY && !put_off) yield* free_zspage(pool, zspage);
  spin_unlock(of.lock);
  unpin_object(pool, handle);
  k.heap.free(handle);
});

/** Until zs_unmap_object() no page of the zspage can move. Between the two locks it can: migration then says try again. */
const zs_map_object = kernel("zs_map_object", function* (pool: ZsPool, handle: Handle): Steps<Zspage> {
  const { k } = pool.memory;
  yield "zs:pin";
  yield* pin_object(pool, handle);
  yield "zs:map";
  const { page } = obj_to_location(k, handle.obj);
  const zspage = get_zspage(page);
  yield* read_lock(zspage.lock);
  if (k.differs("zspage-freed-while-isolated")) unpin_object(pool, handle);
  return zspage;
});
const zs_unmap_object = kernel("zs_unmap_object", function* (pool: ZsPool, zspage: Zspage, handle: Handle): Steps {
  const { k } = pool.memory;
  yield "zs:unmap";
  read_unlock(zspage.lock);
  if (!k.differs("zspage-freed-while-isolated")) unpin_object(pool, handle);
});

export function* zs_read(k: Kernel, addr: Addr, object: Addr, contents: number[]): Steps {
  const pool = new ZsPool(k.memory, addr);
  const handle = new Handle(k.memory, object);
  const zspage = yield* zs_map_object(pool, handle);
  yield "zs:read";
  const start = first_word(pool, zspage, handle.obj);
  for (let each = 0; each < contents.length; each++) {
    const at = start + each;
    contents[each] = read_frame(page_of_word(zspage, at), at % PAGE_WORDS);
  }
  yield* zs_unmap_object(pool, zspage, handle);
}
export function* zs_write(k: Kernel, addr: Addr, object: Addr, contents: number[]): Steps {
  const pool = new ZsPool(k.memory, addr);
  const handle = new Handle(k.memory, object);
  const zspage = yield* zs_map_object(pool, handle);
  yield "zs:write";
  const start = first_word(pool, zspage, handle.obj);
  for (let each = 0; each < contents.length; each++) {
    const at = start + each;
    write_frame(page_of_word(zspage, at), at % PAGE_WORDS, contents[each] as number);
  }
  yield* zs_unmap_object(pool, zspage, handle);
}

/** Of an object after its head, counted from the begin of its zspage: it may go on in the next page. */
function first_word(pool: ZsPool, zspage: Zspage, obj: number): number {
  const of = zspage_class(pool, zspage);
  const { index } = obj_to_location(pool.memory.k, obj);
  return index * of.size + (is_huge(of) ? 0 : ZS_HANDLE_SIZE);
}
