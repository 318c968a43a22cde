/**
 * mm/z3fold.c: up to three compressed objects in a page, from v5.2 (page migration) to v6.14. What no era changed: the header,
 * the locks, and when a page is released. A handle is the address of a slot, which says in which page the object is.
 * Locks: the header's page_lock, which has nothing to do with the page's own; the lock of the pool is not modelled.
 */
import { atomic_add, ORDERED, ofBit, READ_ONCE, RELAXED, STORE_RELEASE } from "./access.ts";
import { WARN_ON_ONCE } from "./bug.ts";
import { read_frame, write_frame } from "./frame.ts";
import type { Kernel } from "./kernel.ts";
import { embed, int, offsetOf, pointer, pointerTo, struct, type View, word } from "./layout.ts";
import { ListHead } from "./list.ts";
import { __spin_trylock, Lock, spin_trylock, spin_unlock } from "./lock.ts";
import type { Addr } from "./memory.ts";
import { POOL_LOCK, SLOTS_LOCK, under } from "./monitor.ts";
import { Page, pageAt } from "./page.ts";
import type { Steps } from "./step.ts";
import { queue_work, WorkqueueStruct, WorkStruct } from "./workqueue.ts";
import { INIT_LIST_HEAD, list_add, list_del_init, list_empty } from "./z3fold_lists.ts";
import type { User } from "./z3fold_objects.ts";

/** Bits of `page->private`. CLAIMED: somebody frees, compacts or migrates the page. STALE: empty, soon freed. */
export const NEEDS_COMPACTING = 1 << 2;
export const PAGE_STALE = 1 << 3;
export const PAGE_CLAIMED = 1 << 4;
export const PAGE_MIGRATED = 1 << 5;

export const FIRST = 1;
export const MIDDLE = 2;
export const LAST = 3;
export type Buddy = typeof FIRST | typeof MIDDLE | typeof LAST;
const BUDDY_MASK = 3;
const PRIVATE = offsetOf(Page, "private");

/** `refcount`: one for each object, for an isolation, for queued work. `page`: virt_to_page(), as the header is not in the page. */
export class Z3foldHeader extends struct("struct z3fold_header", {
  buddy: embed(ListHead),
  page_lock: embed(Lock),
  refcount: int,
  mapped_count: int,
  work: embed(WorkStruct),
  slots: pointerTo<BuddySlots>(),
  pool: pointerTo<Z3foldPool>(),
  page: pointerTo<Page>(),
  first_chunks: int,
  middle_chunks: int,
  last_chunks: int,
}) {}
export const HEADER_WORK = offsetOf(Z3foldHeader, "work");

export class BuddySlots extends struct("struct z3fold_buddy_slots", {
  pool: pointerTo<Z3foldPool>(),
  first: pointer,
  middle: pointer,
  last: pointer,
}) {}

/** `lru`: all pages but the isolated ones. `unbuddied`: pages with room. `users`: what the objects' owner remembers. `isolated` and `destroying` came with d776aaa9895e. */
export class Z3foldPool extends struct("struct z3fold_pool", {
  lru: embed(ListHead),
  unbuddied: embed(ListHead),
  stale: embed(ListHead),
  work: embed(WorkStruct),
  pages_nr: word,
  inode: pointerTo<View>(),
  compact_wq: pointerTo<WorkqueueStruct>(),
  release_wq: pointerTo<WorkqueueStruct>(),
  isolated: word,
  destroying: word,
  users: pointerTo<User>(),
  nr_users: word,
}) {}
export const POOL_WORK = offsetOf(Z3foldPool, "work");

/** The header is at the begin of the page. Only its address is, here. */
export function page_address(page: Page): Z3foldHeader {
  return new Z3foldHeader(page.memory, read_frame(page, 0));
}
export function set_page_address(page: Page, zhdr: Z3foldHeader): void {
  write_frame(page, 0, zhdr.addr);
  zhdr.page = page.addr;
}
export function virt_to_page(zhdr: Z3foldHeader): Page {
  return pageAt(zhdr.memory, zhdr.page);
}
/** First word of an object of two words. */
export function object_word(buddy: Buddy): number {
  return buddy * 2;
}

export function test_private(page: Page, bit: number): boolean {
  return (READ_ONCE(page, "private") & bit) !== 0;
}
export function test_and_set_private(page: Page, bit: number): boolean {
  const access = ofBit(ORDERED, 31 - Math.clz32(bit));
  const was = page.memory.load(page.addr + PRIVATE, access);
  page.memory.store(page.addr + PRIVATE, was | bit, access);
  return (was & bit) !== 0;
}
export function set_private(page: Page, bit: number): void {
  change_private(page, bit, 0);
}
export function clear_private(page: Page, bit: number): void {
  change_private(page, 0, bit);
}
function change_private(page: Page, on: number, off: number): void {
  const access = ofBit(RELAXED, 31 - Math.clz32(on | off));
  page.memory.store(page.addr + PRIVATE, (page.memory.load(page.addr + PRIVATE, access) | on) & ~off, access);
}

export function z3fold_page_trylock(zhdr: Z3foldHeader): boolean {
  return spin_trylock(zhdr.page_lock);
}
/** In a loop that ends with the lock. */
export function __z3fold_page_trylock(zhdr: Z3foldHeader): boolean {
  return __spin_trylock(zhdr.page_lock);
}

/** The header of an object's page, locked. The page may move while one waits, so the slot is read again each time. */
export function* get_z3fold_header(k: Kernel, handle: Addr): Steps<Z3foldHeader> {
  for (;;) {
    const { slot, zhdr, locked } = try_header(k, handle);
    const lock = zhdr.page_lock.addr;
    if (!locked) {
      yield { step: "lock:header", ready: () => k.memory.peek(lock) === 0, on: lock };
      continue;
    }
    if (!test_private(virt_to_page(zhdr), PAGE_MIGRATED)) return zhdr;
    spin_unlock(zhdr.page_lock);
    yield { step: "lock:handle", ready: () => k.memory.peek(handle) !== slot, on: handle };
  }
}
/** What a handle leads to belongs to slots->lock, which the machine has not. */
const try_header = under(SLOTS_LOCK, (k: Kernel, handle: Addr) => {
  const slot = k.memory.load(handle);
  const zhdr = new Z3foldHeader(k.memory, slot & ~BUDDY_MASK);
  return { slot, zhdr, locked: __z3fold_page_trylock(zhdr) };
});
const read_slot = under(SLOTS_LOCK, (k: Kernel, handle: Addr): number => k.memory.load(handle));
export function slot_to_header(k: Kernel, handle: Addr): Z3foldHeader {
  return new Z3foldHeader(k.memory, read_slot(k, handle) & ~BUDDY_MASK);
}
export function handle_to_buddy(k: Kernel, handle: Addr): Buddy {
  return (read_slot(k, handle) & BUDDY_MASK) as Buddy;
}
export const encode_handle = under(SLOTS_LOCK, (zhdr: Z3foldHeader, buddy: Buddy): Addr => {
  const handle = zhdr.slots + offsetOf(BuddySlots, SLOT[buddy]);
  zhdr.memory.store(handle, zhdr.addr | buddy);
  return handle;
});
const SLOT = { [FIRST]: "first", [MIDDLE]: "middle", [LAST]: "last" } as const;

export function add_to_unbuddied(zhdr: Z3foldHeader): void {
  if (zhdr.first_chunks !== 0 && zhdr.middle_chunks !== 0 && zhdr.last_chunks !== 0) return;
  list_add(zhdr.buddy, new Z3foldPool(zhdr.memory, zhdr.pool).unbuddied);
}

/** Header locked. True: it was the last reference; the header is unlocked and a worker will free the page. */
export function* put_z3fold_locked(zhdr: Z3foldHeader): Steps<boolean> {
  const { k } = zhdr.memory;
  if (atomic_add(zhdr, "refcount", -1, ORDERED) > 0) return false;
  const pool = new Z3foldPool(zhdr.memory, zhdr.pool);
  const page = virt_to_page(zhdr);
  WARN_ON_ONCE(k, !list_empty(zhdr.buddy), "!list_empty(&zhdr->buddy)");
  set_private(page, PAGE_STALE);
  clear_private(page, NEEDS_COMPACTING);
  if (!list_empty(page.lru)) list_del_init(page.lru);
  spin_unlock(zhdr.page_lock);
  yield "z3fold:stale";
  add_to_stale(pool, zhdr);
  atomic_add(pool, "pages_nr", -1);
  return true;
}

/** Under pool->stale_lock. */
const add_to_stale = under(POOL_LOCK, (pool: Z3foldPool, zhdr: Z3foldHeader): void => {
  list_add(zhdr.buddy, pool.stale);
  queue_work(pool.release_wq, pool.work);
});

/** The page gets no new objects and is not looked for. */
export const leave_lists = under(POOL_LOCK, (zhdr: Z3foldHeader, page: Page): void => {
  if (!list_empty(zhdr.buddy)) list_del_init(zhdr.buddy);
  if (!list_empty(page.lru)) list_del_init(page.lru);
});

/** pool->lock held. Who destroys the pool sleeps until none is isolated. */
export const count_isolated = under(POOL_LOCK, (pool: Z3foldPool, by: number): void => {
  atomic_add(pool, "isolated", by, STORE_RELEASE);
});

/** Part of the copy of the page. Until the caller makes them anew, lock, list entry and work still name the old header. */
export function copy_header(newpage: Page, zhdr: Z3foldHeader): Z3foldHeader {
  const copy = newpage.memory.k.heap.alloc(Z3foldHeader, "z3fold_header");
  for (let offset = 0; offset < Z3foldHeader.layout.size; offset += 4) {
    newpage.memory.store(copy.addr + offset, newpage.memory.load(zhdr.addr + offset));
  }
  set_page_address(newpage, copy);
  return copy;
}

export function init_z3fold_pool(pool: Z3foldPool): void {
  const { k } = pool.memory;
  pool.compact_wq = k.heap.alloc(WorkqueueStruct, "z3fold-compact").addr;
  pool.release_wq = k.heap.alloc(WorkqueueStruct, "z3fold-release").addr;
  INIT_LIST_HEAD(pool.lru);
  INIT_LIST_HEAD(pool.unbuddied);
  INIT_LIST_HEAD(pool.stale);
}
