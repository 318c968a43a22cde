/** mm/zsmalloc.c, 6.16: the callbacks of a zsmalloc page. The core holds the page lock in all three. */
import { EINVAL, type MigrateMode } from "../era.ts";
import { array_of } from "../machine/array.ts";
import { VM_BUG_ON } from "../machine/bug.ts";
import { copy_page, PAGE_WORDS, read_frame } from "../machine/frame.ts";
import type { Kernel } from "../machine/kernel.ts";
import { spin_lock, spin_unlock } from "../machine/lock.ts";
import type { Page } from "../machine/page.ts";
import { write_lock, write_trylock, write_unlock } from "../machine/rwlock.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { dec_zone_page_state, inc_zone_page_state, NR_ZSPAGES } from "../machine/vmstat.ts";
import { page_zpdesc, type Zpdesc, zpdesc_get, zpdesc_is_locked, zpdesc_page, zpdesc_put } from "../machine/zpdesc.ts";
import { is_huge, type SizeClass, ZS_MAX_PAGES_PER_ZSPAGE } from "../machine/zs_class.ts";
import { allocated_handle, Handle, location_to_obj, obj_to_location } from "../machine/zs_obj.ts";
import { MovableOperations, PageIsolated } from "./movable.ts";
import {
  __zpdesc_set_movable,
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
  VM_BUG_ON(k, !k.differs("zs-no-isolated-asserts") && PageIsolated(page), "PageIsolated(page)");
  return !k.differs("zsmalloc-says-released") || !k.guard("isolate:recheck") || page_zpdesc(page).zspage !== 0;
});

const zs_page_migrate = kernel(
  "zs_page_migrate",
  function* (newpage: Page, page: Page, _mode: MigrateMode): Steps<number> {
    const { k } = newpage.memory;
    VM_BUG_ON(k, !k.differs("zs-no-isolated-asserts") && !PageIsolated(page), "!PageIsolated(page)");
    const newzpdesc = page_zpdesc(newpage);
    const zpdesc = page_zpdesc(page);
    VM_BUG_ON(k, !zpdesc_is_locked(newzpdesc), "!PageLocked(newpage)");
    if (k.differs("zsmalloc-says-released") && k.guard("migrate:released") && zpdesc.zspage === 0) return 0;
    // Where migration waits for readers nothing can fail any more, so the target is one of zsmalloc at once.
    const committed = k.differs("zspage-rwlock") || !k.guard("zs:dst-clean");
    if (committed) __zpdesc_set_zsmalloc(newzpdesc);
    const zspage = get_zspage(zpdesc);
    const pool = zspage_pool(zspage);
    yield* write_lock(pool.lock);
    const of = zspage_class(zspage);
    yield* spin_lock(of.lock);
    // A reader may sleep inside, and is not waited for.
    if (k.differs("zspage-rwlock")) {
      yield* write_lock(zspage.zsl);
    } else if (!write_trylock(zspage.zsl)) {
      spin_unlock(of.lock);
      write_unlock(pool.lock);
      return -EINVAL;
    }
    yield "zs:move";
    if (!committed) __zpdesc_set_zsmalloc(newzpdesc);
    copy_page(newpage, page);
    for (const handle of for_each_handle(of, zpdesc)) {
      const { index } = obj_to_location(k, handle.obj);
      handle.obj = location_to_obj(newpage, index);
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

const zs_page_putback = kernel("zs_page_putback", function* (page: Page): Steps {
  const { k } = page.memory;
  VM_BUG_ON(k, !k.differs("zs-no-isolated-asserts") && !PageIsolated(page), "!PageIsolated(page)");
});

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
  __zpdesc_set_movable(newzpdesc);
}
