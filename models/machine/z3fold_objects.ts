/** mm/z3fold.c: what the users of a pool do with objects. Every object takes a third of a page. */
import { ENOMEM, type OperationHelp } from "../era.ts";
import { atomic_add, READ_ONCE } from "./access.ts";
import { read_frame, write_frame } from "./frame.ts";
import type { Kernel } from "./kernel.ts";
import { int, pointer, struct } from "./layout.ts";
import { lock_page, spin_lock, spin_unlock } from "./lock.ts";
import type { Addr } from "./memory.ts";
import { outside, POOL_LOCK, SLOTS_LOCK, under } from "./monitor.ts";
import type { Page } from "./page.ts";
import { alloc_page, GFP_KERNEL } from "./page_alloc.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";
import { INIT_WORK, queue_work } from "./workqueue.ts";
import {
  __z3fold_page_trylock,
  add_to_unbuddied,
  type Buddy,
  BuddySlots,
  clear_private,
  encode_handle,
  FIRST,
  get_z3fold_header,
  handle_to_buddy,
  LAST,
  MIDDLE,
  NEEDS_COMPACTING,
  object_word,
  PAGE_CLAIMED,
  put_z3fold_locked,
  set_page_address,
  slot_to_header,
  test_and_set_private,
  test_private,
  virt_to_page,
  Z3foldHeader,
  type Z3foldPool,
} from "./z3fold.ts";
import { INIT_LIST_HEAD, list_add, list_del, list_del_init, list_empty } from "./z3fold_lists.ts";
import { compact_page_work } from "./z3fold_work.ts";

const OBJECT = "the object's number, from 0 in the order of allocation";

/** What a scenario may ask of any pool. */
export const Z3FOLD_HELP = {
  alloc: { text: "Puts an object into the pool. Returns its number.", args: { value: "its contents, a number" } },
  free: { text: "Frees an object.", args: { object: OBJECT } },
  map: {
    text: "Maps an object: its page cannot move until unmap. Returns the frame.",
    args: { object: OBJECT, as: "a name for the page" },
  },
  unmap: { text: "Unmaps an object.", args: { object: OBJECT } },
  read: { text: "Maps, reads and unmaps an object. Returns its contents.", args: { object: OBJECT } },
  work: { text: "The pool's kernel threads do what waits for them.", args: {} },
  destroy: { text: "Takes down the pool, which has no objects any more.", args: {} },
} satisfies Record<string, OperationHelp>;

/** What the owner of an object keeps: zswap's entry. */
export class User extends struct("user of an object", { handle: pointer, value: int }) {}
const MAX_USERS = 24;

export function alloc_users(k: Kernel): Addr {
  return k.heap.alloc(User, "users of z3fold objects", MAX_USERS).addr;
}
function user(pool: Z3foldPool, object: number): User {
  return new User(pool.memory, pool.users + object * User.layout.size);
}

function next_object(pool: Z3foldPool): number {
  return outside(pool, () => pool.nr_users++);
}

/** The object's number, counted from 0, or -ENOMEM. `mark` makes a new page movable; it is locked then. */
export const z3fold_alloc = kernel(
  "z3fold_alloc",
  function* (pool: Z3foldPool, value: number, mark: (page: Page) => void): Steps<number> {
    yield "z3fold:lookup";
    const zhdr = (yield* __z3fold_alloc(pool)) ?? (yield* grow(pool, mark));
    if (zhdr === null) return -ENOMEM;

    yield "z3fold:place";
    const page = virt_to_page(zhdr);
    const buddy = get_free_buddy(zhdr);
    set_chunks(zhdr, buddy, 1);
    for (let word = 0; word < 2; word++) write_frame(page, object_word(buddy) + word, value);
    add_to_unbuddied(zhdr);
    if (!list_empty(page.lru)) list_del(page.lru);
    list_add(page.lru, pool.lru);
    const object = next_object(pool);
    const entry = user(pool, object);
    entry.handle = encode_handle(zhdr, buddy);
    entry.value = value;
    spin_unlock(zhdr.page_lock);
    return object;
  },
);

/** A page with room, its header locked, or null. A page that somebody claimed leaves the list and is not used. */
function* __z3fold_alloc(pool: Z3foldPool): Steps<Z3foldHeader | null> {
  while (!list_empty(pool.unbuddied)) {
    const { zhdr, locked } = take_unbuddied(pool);
    const lock = zhdr.page_lock.addr;
    if (!locked) {
      yield { step: "lock:header", ready: () => pool.memory.peek(lock) === 0, on: lock };
      continue;
    }
    if (!test_private(virt_to_page(zhdr), NEEDS_COMPACTING | PAGE_CLAIMED)) {
      atomic_add(zhdr, "refcount", 1);
      return zhdr;
    }
    spin_unlock(zhdr.page_lock);
  }
  return null;
}

/** Under pool->lock the kernel asks again whether the page that it found is still the first. */
const take_unbuddied = under(POOL_LOCK, (pool: Z3foldPool) => {
  const zhdr = new Z3foldHeader(pool.memory, pool.unbuddied.next);
  const locked = __z3fold_page_trylock(zhdr);
  if (locked) list_del_init(zhdr.buddy);
  return { zhdr, locked };
});

function* grow(pool: Z3foldPool, mark: (page: Page) => void): Steps<Z3foldHeader | null> {
  const { k } = pool.memory;
  yield "z3fold:grow";
  const page = alloc_page(k, GFP_KERNEL);
  if (page === null) return null;
  page.private = 0;
  INIT_LIST_HEAD(page.lru);
  const slots = k.heap.alloc(BuddySlots, "z3fold_buddy_slots");
  slots.pool = pool.addr;
  const zhdr = k.heap.alloc(Z3foldHeader, "z3fold_header");
  set_page_address(page, zhdr);
  INIT_LIST_HEAD(zhdr.buddy);
  INIT_WORK(zhdr.work, compact_page_work);
  zhdr.refcount = 1;
  zhdr.slots = slots.addr;
  zhdr.pool = pool.addr;
  atomic_add(pool, "pages_nr", 1);

  yield "z3fold:mark";
  yield* lock_page(page);
  mark(page);
  k.era.unlock_page(page);
  yield "z3fold:lock";
  yield* spin_lock(zhdr.page_lock);
  return zhdr;
}

function get_free_buddy(zhdr: Z3foldHeader): Buddy {
  if (zhdr.first_chunks === 0) return FIRST;
  return zhdr.last_chunks === 0 ? LAST : MIDDLE;
}
function set_chunks(zhdr: Z3foldHeader, buddy: Buddy, chunks: number): void {
  if (buddy === FIRST) zhdr.first_chunks = chunks;
  else if (buddy === MIDDLE) zhdr.middle_chunks = chunks;
  else zhdr.last_chunks = chunks;
}

/** Also while the page is isolated, which then goes with the isolation's reference. */
export const z3fold_free = kernel("z3fold_free", function* (pool: Z3foldPool, object: number): Steps {
  const { k } = pool.memory;
  yield "z3fold:free";
  const { handle } = user(pool, object);
  user(pool, object).handle = 0;
  const zhdr = yield* get_z3fold_header(k, handle);
  yield "z3fold:freed";
  const page = virt_to_page(zhdr);
  const claimed = test_and_set_private(page, PAGE_CLAIMED);
  set_chunks(zhdr, handle_to_buddy(k, handle), 0);
  // Of a claimed page the slots are never freed, whoever claimed it.
  if (!claimed) free_handle(zhdr, handle);
  if (READ_ONCE(zhdr, "refcount") === 1 && !list_empty(zhdr.buddy)) list_del_init(zhdr.buddy);
  if (yield* put_z3fold_locked(zhdr)) return;
  if (!claimed) {
    if (!test_and_set_private(page, NEEDS_COMPACTING)) {
      atomic_add(zhdr, "refcount", 1);
      queue_work(pool.compact_wq, zhdr.work);
    }
    clear_private(page, PAGE_CLAIMED);
  }
  spin_unlock(zhdr.page_lock);
});

const free_handle = under(SLOTS_LOCK, (zhdr: Z3foldHeader, handle: Addr): void => {
  const { k } = zhdr.memory;
  k.memory.store(handle, 0);
  const slots = new BuddySlots(k.memory, zhdr.slots);
  if (slots.first !== 0 || slots.middle !== 0 || slots.last !== 0) return;
  zhdr.slots = 0;
  k.heap.free(slots);
});

export const z3fold_map = kernel("z3fold_map", function* (pool: Z3foldPool, object: number): Steps<{
  page: Page;
  word: number;
}> {
  const { k } = pool.memory;
  yield "z3fold:map";
  const { handle } = user(pool, object);
  const zhdr = yield* get_z3fold_header(k, handle);
  yield "z3fold:mapped";
  zhdr.mapped_count += 1;
  spin_unlock(zhdr.page_lock);
  return { page: virt_to_page(zhdr), word: object_word(handle_to_buddy(k, handle)) };
});
export const z3fold_unmap = kernel("z3fold_unmap", function* (pool: Z3foldPool, object: number): Steps {
  yield "z3fold:unmap";
  const zhdr = yield* get_z3fold_header(pool.memory.k, user(pool, object).handle);
  zhdr.mapped_count -= 1;
  spin_unlock(zhdr.page_lock);
});
export function* z3fold_read(pool: Z3foldPool, object: number): Steps<number> {
  const { page, word } = yield* z3fold_map(pool, object);
  yield "z3fold:read";
  const value = read_frame(page, word);
  yield* z3fold_unmap(pool, object);
  return value;
}

/** `intact`: every object can be found by its handle and holds what was put into it. Takes no lock: for observers. */
export function observe_objects(pool: Z3foldPool): { objects: number; pages: number; intact: boolean } {
  const { k } = pool.memory;
  let objects = 0;
  let intact = true;
  for (let object = 0; object < pool.nr_users; object++) {
    const { handle, value } = user(pool, object);
    if (handle === 0) continue;
    objects++;
    const page = virt_to_page(slot_to_header(k, handle));
    const at = object_word(handle_to_buddy(k, handle));
    if (read_frame(page, at) !== value || read_frame(page, at + 1) !== value) intact = false;
  }
  return { objects, pages: pool.pages_nr, intact };
}
