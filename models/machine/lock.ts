/**
 * Locks: kernel/locking/mutex.c, and the page lock of mm/filemap.c. None of them makes a step of its own: an actor that finds a
 * lock free takes it within its current step, and one that does not pauses in a wait step until the lock may be free.
 */
import { ACQUIRE, LOAD_ACQUIRE, LOCK_WORD, RELAXED, RELEASE } from "./access.ts";
import { atomic, enclosed } from "./atomic.ts";
import { VM_BUG_ON } from "./bug.ts";
import { offsetOf, pointerTo, struct } from "./layout.ts";
import type { Page } from "./page.ts";
import { clear_bit, PageLocked, PG_locked, PG_waiters, set_bit, test_bit } from "./page-flags.ts";
import type { Steps } from "./step.ts";
import { TaskStruct } from "./task.ts";
import { kernel } from "./trace.ts";

const WAIT = offsetOf(TaskStruct, "wait");

/** `owner`: the task that holds it, 0 when free. Spinlocks and mutexes differ in the kernel, not for a model without interrupts. */
export class Lock extends struct("lock", { owner: pointerTo<TaskStruct>() }) {}

export const spin_lock = enclosed(function* (lock: Lock): Steps {
  while (isTaken(lock)) {
    yield { step: "lock:spin", ready: () => lock.memory.peek(lock.addr) === 0, on: lock.addr };
  }
  take(lock);
});
const isTaken = atomic((lock: Lock): boolean => lock.memory.load(lock.addr, LOCK_WORD) !== 0);
function take(lock: Lock): void {
  lock.memory.store(lock.addr, lock.memory.k.current.addr, ACQUIRE);
}
/** spin_trylock(). */
export function spin_trylock(lock: Lock): boolean {
  lock.memory.monitor?.tries(lock.addr, -1, false);
  return __spin_trylock(lock);
}
/** The same for who looks again until it has the lock, with something else done in between. */
export function __spin_trylock(lock: Lock): boolean {
  if (isTaken(lock)) return false;
  take(lock);
  return true;
}

export const spin_unlock = atomic((lock: Lock): void => {
  lock.memory.store(lock.addr, 0, RELEASE);
});

export const mutex_lock = kernel("mutex_lock", function* (lock: Lock): Steps {
  while (isTaken(lock)) {
    yield { step: "lock:mutex", ready: () => lock.memory.peek(lock.addr) === 0, on: lock.addr };
  }
  take(lock);
});
export const mutex_trylock = kernel("mutex_trylock", (lock: Lock): boolean => {
  return spin_trylock(lock);
});
export const mutex_unlock = kernel("mutex_unlock", (lock: Lock): void => {
  lock.memory.store(lock.addr, 0, RELEASE);
});

export const trylock_page = atomic((page: Page): boolean => {
  page.memory.monitor?.tries(page.addr, PG_locked, false);
  return __trylock_page(page);
});
const __trylock_page = atomic((page: Page): boolean => {
  if (test_bit(page, PG_locked, LOCK_WORD)) return false;
  set_bit(page, PG_locked, ACQUIRE);
  return true;
});

/**
 * Sleeps until the page lock is had. The sleeper sets PG_waiters first: unlock_page() wakes sleepers only if
 * it sees that bit, so whoever overwrites the flags word without care lets a sleeper sleep for ever (G21a).
 */
export const lock_page = enclosed(function* (page: Page): Steps {
  while (!__trylock_page(page)) {
    const task = sleep_on(page);
    yield { step: "lock:page", ready: () => task.memory.peek(task.addr + WAIT) === 0, on: page.addr };
  }
});

/** Sleeps until the page is unlocked, and leaves the lock to others. The caller holds a reference. */
export const wait_on_page_locked = enclosed(function* (page: Page): Steps {
  while (test_bit(page, PG_locked, LOAD_ACQUIRE)) {
    const task = sleep_on(page);
    yield { step: "lock:wait-page", ready: () => task.memory.peek(task.addr + WAIT) === 0, on: page.addr };
  }
});

function sleep_on(page: Page): TaskStruct {
  const task = page.memory.k.current;
  set_bit(page, PG_waiters, LOCK_WORD);
  task.memory.store(task.addr + WAIT, page.addr, LOCK_WORD);
  return task;
}

/** Must come before the last put: a page freed with PG_locked is bad (G33). */
export const unlock = atomic((page: Page): void => {
  const { k } = page.memory;
  VM_BUG_ON(k, !PageLocked(page), "!PageLocked(page)");
  clear_bit(page, PG_locked, k.guard("unlock:release") ? RELEASE : RELAXED);
  if (test_bit(page, PG_waiters, LOCK_WORD)) {
    clear_bit(page, PG_waiters, LOCK_WORD);
    for (const { memory, addr } of k.tasks) {
      if (memory.load(addr + WAIT, LOCK_WORD) === page.addr) memory.store(addr + WAIT, 0, LOCK_WORD);
    }
  }
});
