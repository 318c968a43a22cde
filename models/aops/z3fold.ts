/**
 * mm/z3fold.c, 5.10: migration. The page's contents move, so it must not be mapped and nobody may be at work on it; the mark
 * PAGE_CLAIMED keeps others away from isolation on.
 */
import { type Args, type Driver, EAGAIN, EBUSY, type MigrateMode } from "../era.ts";
import { atomic_add } from "../machine/access.ts";
import { BadOperation } from "../machine/bad_operation.ts";
import { VM_BUG_ON } from "../machine/bug.ts";
import { copy_page, read_frame } from "../machine/frame.ts";
import type { Kernel } from "../machine/kernel.ts";
import { spin_lock, spin_unlock, trylock_page } from "../machine/lock.ts";
import type { Addr } from "../machine/memory.ts";
import { get_page, type Page } from "../machine/page.ts";
import { put_page } from "../machine/page_alloc.ts";
import { PageLocked } from "../machine/page-flags.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { INIT_WORK, queue_work, type WorkStruct } from "../machine/workqueue.ts";
import {
  add_to_unbuddied,
  clear_private,
  copy_header,
  count_isolated,
  encode_handle,
  FIRST,
  init_z3fold_pool,
  LAST,
  leave_lists,
  MIDDLE,
  NEEDS_COMPACTING,
  PAGE_CLAIMED,
  PAGE_MIGRATED,
  PAGE_STALE,
  POOL_WORK,
  page_address,
  put_z3fold_locked,
  set_private,
  test_and_set_private,
  test_private,
  Z3foldPool,
  z3fold_page_trylock,
} from "../machine/z3fold.ts";
import { may_isolate, z3fold_destroy_pool } from "../machine/z3fold_destroy.ts";
import { INIT_LIST_HEAD, list_add, list_del_init, list_empty } from "../machine/z3fold_lists.ts";
import {
  alloc_users,
  observe_objects,
  Z3FOLD_HELP,
  z3fold_alloc,
  z3fold_free,
  z3fold_map,
  z3fold_read,
  z3fold_unmap,
} from "../machine/z3fold_objects.ts";
import { compact_page_work, free_stale_pages, run_workers } from "../machine/z3fold_work.ts";
import {
  __ClearPageMovable,
  __SetPageMovable,
  type AddressSpace,
  AddressSpaceOperations,
  PAGE_MAPPING_MOVABLE,
  PageIsolated,
  PageMovable,
  page_mapping,
} from "./movable.ts";
import { alloc_anon_inode, Inode, iput } from "./pseudo_inode.ts";

/** The lock of the header, not of the page, which the core holds: see 14108b9131a4. */
const z3fold_page_isolate = kernel("z3fold_page_isolate", function* (page: Page, _mode: number): Steps<boolean> {
  const { k } = page.memory;
  VM_BUG_ON(k, PageIsolated(page), "PageIsolated(page)");
  const zhdr = page_address(page);
  yield* spin_lock(zhdr.page_lock);
  const busy = test_private(page, NEEDS_COMPACTING | PAGE_STALE) || zhdr.mapped_count !== 0;
  if (busy || test_private(page, PAGE_CLAIMED)) {
    spin_unlock(zhdr.page_lock);
    return false;
  }
  if (!may_isolate(zhdr)) return false;
  test_and_set_private(page, PAGE_CLAIMED);
  leave_lists(zhdr, page);
  atomic_add(zhdr, "refcount", 1);
  spin_unlock(zhdr.page_lock);
  return true;
});

/**
 * Both pages locked. The header is copied with the page, and whatever in it names the old page is made anew. The copy is also
 * still PAGE_CLAIMED, and nobody clears that: a page of z3fold moves once and takes no new objects.
 */
const z3fold_page_migrate = kernel(
  "z3fold_page_migrate",
  function* (_mapping: AddressSpace, newpage: Page, page: Page, _mode: MigrateMode): Steps<number> {
    const { k } = _mapping.memory;
    VM_BUG_ON(k, !PageMovable(page), "!PageMovable(page)");
    VM_BUG_ON(k, !PageIsolated(page), "!PageIsolated(page)");
    VM_BUG_ON(k, !test_private(page, PAGE_CLAIMED), "!test_bit(PAGE_CLAIMED, &page->private)");
    VM_BUG_ON(k, !PageLocked(newpage), "!PageLocked(newpage)");
    yield "z3fold:copy";
    const zhdr = page_address(page);
    const pool = new Z3foldPool(k.memory, zhdr.pool);
    if (!k.guard("z3fold:locked-by-core") && !trylock_page(page)) return -EAGAIN;
    if (!z3fold_page_trylock(zhdr)) return -EAGAIN;
    if (zhdr.mapped_count !== 0) {
      clear_private(page, PAGE_CLAIMED);
      spin_unlock(zhdr.page_lock);
      return -EBUSY;
    }
    if (k.guard("z3fold:no-work") && zhdr.work.pending !== 0) {
      spin_unlock(zhdr.page_lock);
      return -EAGAIN;
    }
    copy_page(newpage, page);
    const new_zhdr = copy_header(newpage, zhdr);
    newpage.private = page.private;
    if (k.differs("z3fold-migrated") && k.guard("z3fold:migrated")) page.private |= PAGE_MIGRATED;
    else page.private = 0;
    spin_unlock(zhdr.page_lock);
    spin_unlock(new_zhdr.page_lock);
    if (k.guard("z3fold:new-header")) {
      INIT_WORK(new_zhdr.work, compact_page_work);
      INIT_LIST_HEAD(new_zhdr.buddy);
    }

    yield "z3fold:publish";
    const mapping = page_mapping(page).addr;
    __ClearPageMovable(page);
    get_page(newpage);
    yield* spin_lock(new_zhdr.page_lock);
    if (new_zhdr.first_chunks !== 0) encode_handle(new_zhdr, FIRST);
    if (new_zhdr.last_chunks !== 0) encode_handle(new_zhdr, LAST);
    if (new_zhdr.middle_chunks !== 0) encode_handle(new_zhdr, MIDDLE);
    set_private(newpage, NEEDS_COMPACTING);
    list_add(newpage.lru, pool.lru);
    __SetPageMovable(newpage, mapping);
    spin_unlock(new_zhdr.page_lock);
    yield "z3fold:queue";
    // The work takes over the reference of the isolation.
    queue_work(pool.compact_wq, new_zhdr.work);
    count_isolated(pool, -1);

    yield "z3fold:put-src";
    page.private = 0;
    k.heap.free(zhdr);
    put_page(page);
    return 0;
  },
);

/** The page may have lost its last object meanwhile; then it is released here. */
const z3fold_page_putback = kernel("z3fold_page_putback", function* (page: Page): Steps {
  const { k } = page.memory;
  const zhdr = page_address(page);
  const pool = new Z3foldPool(k.memory, zhdr.pool);
  yield* spin_lock(zhdr.page_lock);
  if (!list_empty(zhdr.buddy)) list_del_init(zhdr.buddy);
  INIT_LIST_HEAD(page.lru);
  // Who destroys the pool may go on once nothing is isolated, so that is said last.
  if (yield* put_z3fold_locked(zhdr)) {
    count_isolated(pool, -1);
    return;
  }
  list_add(page.lru, pool.lru);
  count_isolated(pool, -1);
  add_to_unbuddied(zhdr);
  clear_private(page, PAGE_CLAIMED);
  spin_unlock(zhdr.page_lock);
});

const free_pages_work = kernel("free_pages_work", function* (work: WorkStruct): Steps {
  const { k } = work.memory;
  const pool = new Z3foldPool(k.memory, work.addr - POOL_WORK);
  yield* free_stale_pages(pool, __ClearPageMovable);
});

function pool_mapping(pool: Z3foldPool): Addr {
  return new Inode(pool.memory, pool.inode).i_data.addr;
}

export const z3fold: Driver<Z3foldPool> = {
  kernelFile: "mm/z3fold.c",
  probe(k: Kernel, name: string, _options: Args) {
    if (!k.machine.contents) throw new BadOperation("z3fold needs a machine that keeps the contents of frames");
    const pool = k.heap.alloc(Z3foldPool, name);
    init_z3fold_pool(pool);
    INIT_WORK(pool.work, free_pages_work);
    pool.users = alloc_users(k);
    const z3fold_aops = k.rodata(AddressSpaceOperations, "z3fold_aops", {
      migratepage: z3fold_page_migrate,
      isolate_page: z3fold_page_isolate,
      putback_page: z3fold_page_putback,
    });
    pool.inode = alloc_anon_inode(k, `${name} z3fold`, z3fold_aops).addr;
    return pool;
  },
  options: {},
  operations: {
    alloc: {
      ...Z3FOLD_HELP.alloc,
      run: (pool, args) =>
        z3fold_alloc(pool, Number(args.value ?? 0), (page) => __SetPageMovable(page, pool_mapping(pool))),
    },
    free: {
      ...Z3FOLD_HELP.free,
      run: (device, args) => z3fold_free(device, Number(args.object ?? 0)),
    },
    map: {
      ...Z3FOLD_HELP.map,
      *run(device, args) {
        return (yield* z3fold_map(device, Number(args.object ?? 0))).page;
      },
    },
    unmap: {
      ...Z3FOLD_HELP.unmap,
      run: (device, args) => z3fold_unmap(device, Number(args.object ?? 0)),
    },
    read: {
      ...Z3FOLD_HELP.read,
      run: (device, args) => z3fold_read(device, Number(args.object ?? 0)),
    },
    work: { ...Z3FOLD_HELP.work, run: (device) => run_workers(device) },
    destroy: {
      ...Z3FOLD_HELP.destroy,
      run: (device) => z3fold_destroy_pool(device, () => iput(new Inode(device.memory.k.memory, device.inode))),
    },
  },
  owns(device, page) {
    const { k } = device.memory;
    if (page.mapping !== (pool_mapping(device) | PAGE_MAPPING_MOVABLE)) return false;
    return k.memory.isLive(read_frame(page, 0)) && page_address(page).pool === device.addr;
  },
  observe: (device) => observe_objects(device),
};
