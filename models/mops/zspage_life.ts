/** mm/zsmalloc.c, 6.16: how a zspage comes and goes. */
import { array_of } from "../machine/array.ts";
import { VM_BUG_ON } from "../machine/bug.ts";
import { PAGE_WORDS, write_frame } from "../machine/frame.ts";
import { INIT_LIST_HEAD, list_empty } from "../machine/list.ts";
import { GFP_HIGHUSER_MOVABLE, GFP_KERNEL } from "../machine/page_alloc.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { dec_zone_page_state, inc_zone_page_state, NR_ZSPAGES } from "../machine/vmstat.ts";
import { schedule_work } from "../machine/workqueue.ts";
import {
  alloc_zpdesc,
  type Zpdesc,
  zpdesc_is_locked,
  zpdesc_page,
  zpdesc_put,
  zpdesc_trylock,
} from "../machine/zpdesc.ts";
import { remove_zspage, type SizeClass, ZS_EMPTY, ZS_MAX_PAGES_PER_ZSPAGE } from "../machine/zs_class.ts";
import { free_link } from "../machine/zs_obj.ts";
import { zspage_name } from "../machine/zs_observe.ts";
import { zpdesc_unlock } from "./unlock.ts";
import {
  __zpdesc_clear_zsmalloc,
  __zpdesc_set_zsmalloc,
  create_page_chain,
  for_each_zpdesc,
  get_first_zpdesc,
  get_next_zpdesc,
  reset_zpdesc,
  SetZsPageMovable,
  set_first_obj_offset,
  ZSPAGE_MAGIC,
  type ZsPool,
  Zspage,
} from "./zspage.ts";

/** null: no memory. Pages that cannot move must not come from a zone that promises movable pages. */
export function* alloc_zspage(pool: ZsPool, size_class: SizeClass): Steps<Zspage | null> {
  const { k } = pool.memory;
  const zspage = k.heap.alloc(Zspage, zspage_name(k, pool.addr));
  zspage.magic = ZSPAGE_MAGIC;
  zspage.pool = pool.addr;
  zspage.class = size_class.index;
  INIT_LIST_HEAD(zspage.list);
  const movable = k.config.COMPACTION || !k.guard("zs:gfp");
  const zpdescs = array_of<Zpdesc>(ZS_MAX_PAGES_PER_ZSPAGE);
  while (zpdescs.length < size_class.pages_per_zspage) {
    yield "zs:alloc-page";
    const zpdesc = alloc_zpdesc(k, movable ? GFP_HIGHUSER_MOVABLE : GFP_KERNEL);
    if (zpdesc === null) {
      for (const each of zpdescs) {
        dec_zone_page_state(zpdesc_page(each), NR_ZSPAGES);
        __zpdesc_clear_zsmalloc(each);
        zpdesc_put(each);
      }
      k.heap.free(zspage);
      return null;
    }
    __zpdesc_set_zsmalloc(zpdesc);
    inc_zone_page_state(zpdesc_page(zpdesc), NR_ZSPAGES);
    if (!k.guard("zs:mark-last")) SetZsPageMovable(zpdesc);
    zpdescs.push(zpdesc);
  }
  yield* create_page_chain(size_class, zspage, zpdescs);
  init_zspage(size_class, zspage);
  return zspage;
}

/** Every object is free, and leads to the next one. */
function init_zspage(size_class: SizeClass, zspage: Zspage): void {
  const { size, objs_per_zspage } = size_class;
  let number = 0;
  for (const zpdesc of for_each_zpdesc(zspage)) {
    const first = Math.ceil((number * PAGE_WORDS) / size);
    set_first_obj_offset(zpdesc, first * size - number * PAGE_WORDS);
    for (let index = first; index * size < (number + 1) * PAGE_WORDS; index++) {
      const next = free_link(index + 1 < objs_per_zspage ? index + 1 : -1);
      write_frame(zpdesc_page(zpdesc), index * size - number * PAGE_WORDS, next);
    }
    number++;
  }
  zspage.freeobj = 0;
}

/** class->lock held, so page locks are only tried. Where one is taken, a thread that may wait frees the zspage later. */
export const free_zspage = kernel("free_zspage", function* (pool: ZsPool, zspage: Zspage): Steps {
  VM_BUG_ON(pool.memory.k, list_empty(zspage.list), "list_empty(&zspage->list)");
  yield "zs:trylock";
  if (!trylock_zspage(zspage)) {
    schedule_work(pool.free_work);
    return;
  }
  remove_zspage(zspage);
  yield* __free_zspage(zspage);
});

function trylock_zspage(zspage: Zspage): boolean {
  for (const zpdesc of for_each_zpdesc(zspage)) {
    if (!zpdesc_trylock(zpdesc)) {
      for (const locked of for_each_zpdesc(zspage)) {
        if (locked.addr === zpdesc.addr) break;
        zpdesc_unlock(locked);
      }
      return false;
    }
  }
  return true;
}

/** class->lock and the locks of all its pages held. */
export const __free_zspage = kernel("__free_zspage", function* (zspage: Zspage): Steps {
  const { k } = zspage.memory;
  VM_BUG_ON(k, zspage.inuse !== 0 || zspage.fullness !== ZS_EMPTY, "get_zspage_inuse(zspage)");
  let zpdesc: Zpdesc | null = get_first_zpdesc(zspage);
  while (zpdesc !== null) {
    yield "zs:release";
    VM_BUG_ON(k, !zpdesc_is_locked(zpdesc), "!PageLocked(page)");
    const next: Zpdesc | null = get_next_zpdesc(zspage, zpdesc);
    reset_zpdesc(zpdesc);
    zpdesc_unlock(zpdesc);
    yield "zs:put";
    dec_zone_page_state(zpdesc_page(zpdesc), NR_ZSPAGES);
    zpdesc_put(zpdesc);
    zpdesc = next;
  }
  k.heap.free(zspage);
});
