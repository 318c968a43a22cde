/** mm/zsmalloc.c, 6.17: the callbacks of a zsmalloc page. The core holds the page lock in all three. */
import { EAGAIN, EBUSY, EINVAL, type MigrateMode } from "../era.ts";
import { WRITE_ONCE } from "../machine/access.ts";
import { array_of } from "../machine/array.ts";
import { copy_page, PAGE_WORDS, read_frame } from "../machine/frame.ts";
import type { Kernel } from "../machine/kernel.ts";
import { spin_lock, spin_unlock } from "../machine/lock.ts";
import type { Page } from "../machine/page.ts";
import { write_lock, write_trylock, write_unlock } from "../machine/rwlock.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { dec_zone_page_state, inc_zone_page_state, NR_ZSPAGES } from "../machine/vmstat.ts";
import { page_zpdesc, type Zpdesc, zpdesc_get, zpdesc_page, zpdesc_put } from "../machine/zpdesc.ts";
import { is_huge, type SizeClass, ZS_MAX_PAGES_PER_ZSPAGE } from "../machine/zs_class.ts";
import { allocated_handle, Handle, location_to_obj, obj_to_location } from "../machine/zs_obj.ts";
import { MovableOperations, SetPageMovableOps } from "./movable.ts";
import { class_idx_of } from "./zs_object.ts";
import {
  __zpdesc_set_zsmalloc,
  create_page_chain,
  for_each_zpdesc,
  get_first_obj_offset,
  get_zspage,
  reset_zpdesc,
  set_first_obj_offset,
  type Zspage,
  zspage_class,
  zspage_pool,
} from "./zspage.ts";

export function zsmalloc_rodata(k: Kernel): void {
  k.rodata(MovableOperations, "zsmalloc_mops", {
    migrate_page: zs_page_migrate,
    isolate_page: zs_page_isolate,
    putback_page: zs_page_putback,
  });
}

/** Nothing to take the page from: zsmalloc has no use for its `lru`. The page lock keeps the zspage from being freed. */
const zs_page_isolate = kernel("zs_page_isolate", function* (page: Page, _mode: number): Steps<boolean> {
  const { k } = page.memory;
  // The zspage was freed between the core's test of the mark and its lock.
  return !k.guard("isolate:recheck") || page_zpdesc(page).zspage !== 0;
});

const zs_page_migrate = kernel(
  "zs_page_migrate",
  function* (newpage: Page, page: Page, _mode: MigrateMode): Steps<number> {
    const { k } = newpage.memory;
    const newzpdesc = page_zpdesc(newpage);
    const zpdesc = page_zpdesc(page);
    // The zspage was freed while the page was isolated and not locked: nothing is left to move.
    if (k.guard("migrate:released") && zpdesc.zspage === 0) return 0;
    const zspage = get_zspage(zpdesc);
    const pool = zspage_pool(zspage);
    yield* write_lock(pool.lock);
    const of = zspage_class(zspage);
    yield* spin_lock(of.lock);
    if (!k.guard("zs:dst-clean")) __zpdesc_set_zsmalloc(newzpdesc);
    // A reader may sleep inside, and is not waited for.
    if (!write_trylock(zspage.zsl)) {
      spin_unlock(of.lock);
      write_unlock(pool.lock);
      if (!k.guard("zs:no-retry")) return -EAGAIN;
      return k.differs("zs-busy") ? -EBUSY : -EINVAL;
    }
    yield "zs:move";
    if (k.guard("zs:dst-clean")) __zpdesc_set_zsmalloc(newzpdesc);
    copy_page(newpage, page);
    for (const handle of for_each_handle(of, zpdesc)) {
      const { index } = obj_to_location(k, handle.obj);
      record_obj(handle, location_to_obj(newpage, index, class_idx_of(of)));
    }
    yield* replace_sub_page(of, zspage, newzpdesc, zpdesc);
    write_unlock(pool.lock);
    spin_unlock(of.lock);
    write_unlock(zspage.zsl);

    // The lock of the new page keeps its zspage alive.
    yield "zs:reset";
    zpdesc_get(newzpdesc);
    if (k.zone(page).addr !== k.zone(newpage).addr) {
      dec_zone_page_state(page, NR_ZSPAGES);
      inc_zone_page_state(newpage, NR_ZSPAGES);
    }
    reset_zpdesc(zpdesc);
    yield "zs:put-src";
    zpdesc_put(zpdesc);
    return 0;
  },
);

/** class->lock held. From 7.3 on zs_free() reads the word without it. */
function record_obj(handle: Handle, obj: number): void {
  if (handle.memory.k.differs("zs-free-by-class")) WRITE_ONCE(handle, "obj", obj);
  else handle.obj = obj;
}

/** Isolating changed nothing. The function is there because the core calls it without asking. */
const zs_page_putback = kernel("zs_page_putback", function* (_page: Page): Steps {});

/** Handles of the objects that begin in the page. */
function* for_each_handle(of: SizeClass, zpdesc: Zpdesc): Generator<Handle, void, void> {
  const page = zpdesc_page(zpdesc);
  for (let word = get_first_obj_offset(zpdesc); word < PAGE_WORDS; word += of.size) {
    const handle = allocated_handle(is_huge(of) ? zpdesc.handle : read_frame(page, word));
    if (handle !== 0) yield new Handle(of.memory, handle);
  }
}

/** The chain is built anew, with the new page in the place of the old one. */
function* replace_sub_page(of: SizeClass, zspage: Zspage, newzpdesc: Zpdesc, oldzpdesc: Zpdesc): Steps {
  const zpdescs = array_of<Zpdesc>(ZS_MAX_PAGES_PER_ZSPAGE);
  for (const zpdesc of for_each_zpdesc(zspage)) zpdescs.push(zpdesc.addr === oldzpdesc.addr ? newzpdesc : zpdesc);
  yield* create_page_chain(of, zspage, zpdescs);
  set_first_obj_offset(newzpdesc, get_first_obj_offset(oldzpdesc));
  if (is_huge(of)) newzpdesc.handle = oldzpdesc.handle;
  SetPageMovableOps(zpdesc_page(newzpdesc));
}
