/**
 * mm/zsmalloc.c, 5.10: the callbacks of a zsmalloc page. The core holds the page lock in all three. A zspage with isolated
 * pages is on no list of its class, so that no objects are added to it. From v5.17 isolating only counts.
 */
import { EAGAIN, EINVAL, MIGRATE_SYNC_NO_COPY, type MigrateMode } from "../era.ts";
import { atomic_add, READ_ONCE, STORE_RELEASE } from "../machine/access.ts";
import { array_of } from "../machine/array.ts";
import { smp_mb } from "../machine/barrier.ts";
import { VM_BUG_ON } from "../machine/bug.ts";
import { copy_page, PAGE_WORDS, read_frame } from "../machine/frame.ts";
import type { Kernel } from "../machine/kernel.ts";
import { list_empty } from "../machine/list.ts";
import { spin_lock, spin_unlock } from "../machine/lock.ts";
import { get_page, type Page } from "../machine/page.ts";
import { put_page } from "../machine/page_alloc.ts";
import { PageLocked } from "../machine/page-flags.ts";
import { write_lock, write_unlock } from "../machine/rwlock.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { dec_zone_page_state, inc_zone_page_state, NR_ZSPAGES } from "../machine/vmstat.ts";
import { schedule_work } from "../machine/workqueue.ts";
import {
  insert_zspage,
  is_huge,
  remove_zspage,
  type SizeClass,
  ZS_EMPTY,
  ZS_MAX_PAGES_PER_ZSPAGE,
} from "../machine/zs_class.ts";
import { allocated_handle, Handle, location_to_obj, obj_to_location } from "../machine/zs_obj.ts";
import {
  __SetPageMovable,
  type AddressSpace,
  AddressSpaceOperations,
  PageIsolated,
  PageMovable,
  page_mapping,
} from "./movable.ts";
import { HANDLE_PIN_BIT, record_obj, trypin_tag, unpin_tag } from "./zs_handle.ts";
import {
  create_page_chain,
  for_each_page_in,
  get_zspage,
  MIGRATION_WAIT,
  reset_page,
  ZsPool,
  type Zspage,
  ZspageWithPool,
  zspage_class,
} from "./zspage.ts";

export function zsmalloc_rodata(k: Kernel): void {
  k.rodata(AddressSpaceOperations, "zsmalloc_aops", {
    migratepage: zs_page_migrate,
    isolate_page: zs_page_isolate,
    putback_page: zs_page_putback,
  });
}
/** A zspage does not know its pool; the mapping of its pages does. */
function page_pool(page: Page): ZsPool {
  const { k } = page.memory;
  if (k.differs("pool-in-zspage")) return new ZsPool(page.memory, new ZspageWithPool(page.memory, page.private).pool);
  return new ZsPool(page.memory, page_mapping(page).private_data);
}

const zs_page_isolate = kernel("zs_page_isolate", function* (page: Page, _mode: number): Steps<boolean> {
  const { k } = page.memory;
  VM_BUG_ON(k, !PageMovable(page), "!PageMovable(page)");
  VM_BUG_ON(k, PageIsolated(page), "PageIsolated(page)");
  const zspage = get_zspage(page);
  const pool = page_pool(page);
  const of = zspage_class(pool, zspage);
  if (k.differs("zspage-freed-while-isolated")) {
    yield* inc_isolated(of, zspage);
    return true;
  }
  yield* spin_lock(of.lock);
  // Empty: the thread that frees it waits for this page's lock.
  const taken = zspage.inuse > 0 && (zspage.isolated > 0 || !list_empty(zspage.list));
  if (taken) {
    if (zspage.isolated === 0) {
      atomic_add(pool, "isolated_pages", 1);
      remove_zspage(zspage);
    }
    zspage.isolated = k.guard("zs:isolated-width")
      ? zspage.isolated + 1
      : (zspage.isolated + 1) % ZS_MAX_PAGES_PER_ZSPAGE;
  }
  spin_unlock(of.lock);
  return taken;
});

/**
 * `isolated` shares a word of the kernel's with `fullness`, which belongs to class->lock. v5.19 changes it under zspage->lock alone
 * and can undo a change of the other; 4b5d1e47b694 (v6.5) takes the same lock for both, which is what happens here.
 */
function* inc_isolated(of: SizeClass, zspage: Zspage): Steps {
  const { k } = zspage.memory;
  if (k.guard("zs:one-lock")) {
    yield* spin_lock(of.lock);
    zspage.isolated += 1;
    spin_unlock(of.lock);
    return;
  }
  const { isolated, fullness } = zspage;
  yield "zs:store-isolated";
  zspage.isolated = isolated + 1;
  zspage.fullness = fullness;
}

/** Everywhere else the pin of a handle is taken before the two locks, so here pins are only tried. */
const zs_page_migrate = kernel(
  "zs_page_migrate",
  function* (mapping: AddressSpace, newpage: Page, page: Page, mode: MigrateMode): Steps<number> {
    const { k } = mapping.memory;
    if (mode === MIGRATE_SYNC_NO_COPY) return -EINVAL;
    VM_BUG_ON(k, !PageLocked(page), "!PageLocked(page)");
    VM_BUG_ON(k, !PageLocked(newpage), "!PageLocked(newpage)");
    const zspage = get_zspage(page);
    const pool = k.differs("pool-in-zspage") ? page_pool(page) : new ZsPool(k.memory, mapping.private_data);
    if (k.differs("zspage-freed-while-isolated")) yield* write_lock(pool.migrate_lock);
    yield* write_lock(zspage.lock);
    const of = zspage_class(pool, zspage);
    yield* spin_lock(of.lock);
    if (!k.guard("zs:dst-clean")) __SetPageMovable(newpage, mapping.addr);
    // An empty zspage has no objects.
    const offset = zspage.inuse === 0 ? PAGE_WORDS : page._mapcount;
    let pos = offset;
    while (pos < PAGE_WORDS) {
      const handle = allocated_handle(obj_to_head(of, page, pos));
      if (handle !== 0 && !trypin_tag(new Handle(k.memory, handle))) break;
      pos += of.size;
    }
    let moved = page;
    if (pos >= PAGE_WORDS) {
      yield "zs:move";
      copy_page(newpage, page);
      for (const handle of for_each_handle(of, page, offset, pos)) {
        const { index } = obj_to_location(k, handle.obj);
        record_obj(handle, location_to_obj(newpage, index) | (k.guard("zs:keep-pin") ? HANDLE_PIN_BIT : 0));
      }
      yield* replace_sub_page(of, zspage, newpage, page);
      get_page(newpage);
      yield* dec_zspage_isolation(pool, of, zspage, k.guard("zs:empty-epilogue"));
      if (k.zone(page).addr !== k.zone(newpage).addr) {
        dec_zone_page_state(page, NR_ZSPAGES);
        inc_zone_page_state(newpage, NR_ZSPAGES);
      }
      yield "zs:reset";
      reset_page(page);
      put_page(page);
      moved = newpage;
    }
    for (const handle of for_each_handle(of, moved, offset, pos)) unpin_tag(handle);
    spin_unlock(of.lock);
    write_unlock(zspage.lock);
    if (k.differs("zspage-freed-while-isolated")) write_unlock(pool.migrate_lock);
    return pos < PAGE_WORDS ? -EAGAIN : 0;
  },
);

const zs_page_putback = kernel("zs_page_putback", function* (page: Page): Steps {
  const { k } = page.memory;
  VM_BUG_ON(k, !PageIsolated(page), "!PageIsolated(page)");
  const zspage = get_zspage(page);
  const pool = page_pool(page);
  const of = zspage_class(pool, zspage);
  yield* spin_lock(of.lock);
  yield* dec_zspage_isolation(pool, of, zspage, true);
  spin_unlock(of.lock);
});

/**
 * The last page to come back puts the zspage on its list again. If the zspage was emptied meanwhile, it is freed by the
 * thread: the lock of this page is held here.
 */
function* dec_zspage_isolation(pool: ZsPool, of: SizeClass, zspage: Zspage, free_if_empty: boolean): Steps {
  const { k } = pool.memory;
  VM_BUG_ON(k, zspage.isolated === 0, "zspage->isolated == 0");
  zspage.isolated -= 1;
  if (zspage.isolated > 0 || k.differs("zspage-freed-while-isolated")) return;
  if (insert_zspage(of, zspage) === ZS_EMPTY && free_if_empty) {
    schedule_work(pool.free_work);
    yield "zs:left-to-thread";
  }
  yield* zs_pool_dec_isolated(pool);
}

/** Who looks before it counts can see nobody, and count down past one who has gone to sleep since (afe8605ca454, v5.16 and 5.10.80). */
function* zs_pool_dec_isolated(pool: ZsPool): Steps {
  const { k } = pool.memory;
  VM_BUG_ON(k, READ_ONCE(pool, "isolated_pages") <= 0, "atomic_long_read(&pool->isolated_pages) <= 0");
  let destroying = 0;
  if (!k.guard("zs:count-first")) {
    destroying = pool.destroying;
    yield "zs:count-isolated";
  }
  atomic_add(pool, "isolated_pages", -1);
  // Pairs with the barrier of whoever destroys the pool: one of the two sees what the other has stored.
  if (k.guard("zs:count-mb")) smp_mb(pool);
  yield "zs:was-last";
  if (READ_ONCE(pool, "isolated_pages") !== 0) return;
  yield "zs:wake";
  if (k.guard("zs:count-first")) destroying = pool.destroying;
  if (destroying !== 0) wake_up_all(pool);
}

/** `migration_wait`. */
function wake_up_all(pool: ZsPool): void {
  pool.memory.store(pool.addr + MIGRATION_WAIT, 1, STORE_RELEASE);
}

/** Of the object that begins at this word. One that fills the page has no head there. */
function obj_to_head(of: SizeClass, page: Page, word: number): number {
  return is_huge(of) ? page.index : read_frame(page, word);
}
/** Handles of the objects that begin in a part of the page. */
function* for_each_handle(of: SizeClass, page: Page, from: number, to: number): Generator<Handle, void, void> {
  for (let word = from; word < to; word += of.size) {
    const handle = allocated_handle(obj_to_head(of, page, word));
    if (handle !== 0) yield new Handle(of.memory, handle);
  }
}

/** The chain is built anew, with the new page in the place of the old one. */
function* replace_sub_page(of: SizeClass, zspage: Zspage, newpage: Page, oldpage: Page): Steps {
  const pages = array_of<Page>(ZS_MAX_PAGES_PER_ZSPAGE);
  for (const page of for_each_page_in(zspage)) pages.push(page.addr === oldpage.addr ? newpage : page);
  yield* create_page_chain(of, zspage, pages);
  newpage._mapcount = oldpage._mapcount;
  if (is_huge(of)) newpage.index = oldpage.index;
  __SetPageMovable(newpage, page_mapping(oldpage).addr);
}
