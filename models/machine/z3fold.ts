/**
 * mm/z3fold.c: up to three compressed objects in a page, from v5.2 (page migration) to v6.14. What no era changed: the header,
 * the locks, and when a page is released. A handle is the address of a slot, which says in which page the object is.
 * Locks: the header's page_lock, which has nothing to do with the page's own; the lock of the pool is not modelled.
 */
import { WARN_ON_ONCE } from "./bug.ts";
import { read_frame, write_frame } from "./frame.ts";
import type { Kernel } from "./kernel.ts";
import { embed, int, offsetOf, pointer, pointerTo, struct, word } from "./layout.ts";
import { INIT_LIST_HEAD, ListHead, list_add, list_del_init, list_empty } from "./list.ts";
import { Lock, spin_unlock } from "./lock.ts";
import type { Addr } from "./memory.ts";
import { type Page, pageAt } from "./page.ts";
import type { Steps } from "./step.ts";
import { queue_work, WorkqueueStruct, WorkStruct } from "./workqueue.ts";

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
  inode: pointer,
  compact_wq: pointerTo<WorkqueueStruct>(),
  release_wq: pointerTo<WorkqueueStruct>(),
  isolated: word,
  destroying: word,
  users: pointer,
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
  return (page.private & bit) !== 0;
}
export function test_and_set_private(page: Page, bit: number): boolean {
  const was = test_private(page, bit);
  page.private |= bit;
  return was;
}
export function clear_private(page: Page, bit: number): void {
  page.private &= ~bit;
}

export function z3fold_page_trylock(zhdr: Z3foldHeader): boolean {
  const lock = zhdr.page_lock;
  if (lock.owner !== 0) return false;
  lock.owner = zhdr.memory.k.current.addr;
  return true;
}

/** The header of an object's page, locked. The page may move while one waits, so the slot is read again each time. */
export function* get_z3fold_header(k: Kernel, handle: Addr): Steps<Z3foldHeader> {
  for (;;) {
    const slot = k.memory.load(handle);
    const zhdr = new Z3foldHeader(k.memory, slot & ~BUDDY_MASK);
    const lock = zhdr.page_lock.addr;
    if (!z3fold_page_trylock(zhdr)) {
      yield { step: "lock:header", ready: () => k.memory.peek(lock) === 0, on: lock };
      continue;
    }
    if (!test_private(virt_to_page(zhdr), PAGE_MIGRATED)) return zhdr;
    spin_unlock(zhdr.page_lock);
    yield { step: "lock:handle", ready: () => k.memory.peek(handle) !== slot, on: handle };
  }
}
export function slot_to_header(k: Kernel, handle: Addr): Z3foldHeader {
  return new Z3foldHeader(k.memory, k.memory.load(handle) & ~BUDDY_MASK);
}
export function handle_to_buddy(k: Kernel, handle: Addr): Buddy {
  return (k.memory.load(handle) & BUDDY_MASK) as Buddy;
}
export function encode_handle(zhdr: Z3foldHeader, buddy: Buddy): Addr {
  const handle = zhdr.slots + offsetOf(BuddySlots, SLOT[buddy]);
  zhdr.memory.store(handle, zhdr.addr | buddy);
  return handle;
}
const SLOT = { [FIRST]: "first", [MIDDLE]: "middle", [LAST]: "last" } as const;

export function add_to_unbuddied(zhdr: Z3foldHeader): void {
  if (zhdr.first_chunks !== 0 && zhdr.middle_chunks !== 0 && zhdr.last_chunks !== 0) return;
  list_add(zhdr.buddy, new Z3foldPool(zhdr.memory, zhdr.pool).unbuddied);
}

/** Header locked. True: it was the last reference; the header is unlocked and a worker will free the page. */
export function put_z3fold_locked(zhdr: Z3foldHeader): boolean {
  const { k } = zhdr.memory;
  zhdr.refcount -= 1;
  if (zhdr.refcount > 0) return false;
  const pool = new Z3foldPool(zhdr.memory, zhdr.pool);
  const page = virt_to_page(zhdr);
  WARN_ON_ONCE(k, !list_empty(zhdr.buddy), "!list_empty(&zhdr->buddy)");
  page.private = (page.private | PAGE_STALE) & ~NEEDS_COMPACTING;
  if (!list_empty(page.lru)) list_del_init(page.lru);
  spin_unlock(zhdr.page_lock);
  list_add(zhdr.buddy, pool.stale);
  queue_work(pool.release_wq, pool.work);
  pool.pages_nr -= 1;
  return true;
}

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
