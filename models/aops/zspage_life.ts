/** mm/zsmalloc.c, 5.10: how a zspage comes and goes. */
import { array_of } from "../machine/array.ts";
import { VM_BUG_ON } from "../machine/bug.ts";
import { PAGE_WORDS, write_frame } from "../machine/frame.ts";
import { INIT_LIST_HEAD, list_empty } from "../machine/list.ts";
import { trylock_page } from "../machine/lock.ts";
import type { Page } from "../machine/page.ts";
import { alloc_page, GFP_HIGHUSER_MOVABLE, GFP_KERNEL, put_page } from "../machine/page_alloc.ts";
import { PageLocked } from "../machine/page-flags.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { dec_zone_page_state, inc_zone_page_state, NR_ZSPAGES } from "../machine/vmstat.ts";
import { schedule_work } from "../machine/workqueue.ts";
import { remove_zspage, type SizeClass, ZS_EMPTY, ZS_MAX_PAGES_PER_ZSPAGE } from "../machine/zs_class.ts";
import { free_link } from "../machine/zs_obj.ts";
import { zspage_name } from "../machine/zs_observe.ts";
import { unlock_page } from "./unlock.ts";
import {
  create_page_chain,
  for_each_page_in,
  get_first_page,
  get_next_page,
  reset_page,
  SetZsPageMovable,
  ZSPAGE_MAGIC,
  type ZsPool,
  Zspage,
  ZspageWithPool,
} from "./zspage.ts";

function alloc_cached(pool: ZsPool): Zspage {
  const { k } = pool.memory;
  const name = zspage_name(k, pool.addr);
  if (!k.differs("pool-in-zspage")) return k.heap.alloc(Zspage, name);
  const zspage = k.heap.alloc(ZspageWithPool, name);
  zspage.pool = pool.addr;
  return zspage;
}

/** null: no memory. Before 694d6b99923e pages come from where movable pages may be, even without COMPACTION, which keeps them there (B19). */
export function* alloc_zspage(pool: ZsPool, size_class: SizeClass): Steps<Zspage | null> {
  const { k } = pool.memory;
  const zspage = alloc_cached(pool);
  zspage.magic = ZSPAGE_MAGIC;
  zspage.class = size_class.index;
  INIT_LIST_HEAD(zspage.list);
  const movable = k.config.COMPACTION || !k.differs("zs-asks-what-it-can-move");
  const pages = array_of<Page>(ZS_MAX_PAGES_PER_ZSPAGE);
  while (pages.length < size_class.pages_per_zspage) {
    yield "zs:alloc-page";
    const page = alloc_page(k, movable ? GFP_HIGHUSER_MOVABLE : GFP_KERNEL);
    if (page === null) {
      for (const each of pages) {
        dec_zone_page_state(each, NR_ZSPAGES);
        put_page(each);
      }
      k.heap.free(zspage);
      return null;
    }
    inc_zone_page_state(page, NR_ZSPAGES);
    if (!k.guard("zs:mark-last")) SetZsPageMovable(pool, page);
    pages.push(page);
  }
  yield* create_page_chain(size_class, zspage, pages);
  init_zspage(size_class, zspage);
  return zspage;
}

/** Every object is free, and leads to the next one. */
function init_zspage(size_class: SizeClass, zspage: Zspage): void {
  const { size, objs_per_zspage } = size_class;
  let number = 0;
  for (const page of for_each_page_in(zspage)) {
    const first = Math.ceil((number * PAGE_WORDS) / size);
    page._mapcount = first * size - number * PAGE_WORDS;
    for (let index = first; index * size < (number + 1) * PAGE_WORDS; index++) {
      write_frame(page, index * size - number * PAGE_WORDS, free_link(index + 1 < objs_per_zspage ? index + 1 : -1));
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
  for (const page of for_each_page_in(zspage)) {
    if (!trylock_page(page)) {
      for (const locked of for_each_page_in(zspage)) {
        if (locked.addr === page.addr) break;
        unlock_page(locked);
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
  let page: Page | null = get_first_page(zspage);
  while (page !== null) {
    yield "zs:release";
    VM_BUG_ON(k, !PageLocked(page), "!PageLocked(page)");
    const next: Page | null = get_next_page(page);
    reset_page(page);
    unlock_page(page);
    yield "zs:put";
    dec_zone_page_state(page, NR_ZSPAGES);
    put_page(page);
    page = next;
  }
  k.heap.free(zspage);
});
