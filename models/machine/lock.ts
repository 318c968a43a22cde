/**
 * Locks: kernel/locking/mutex.c, and the page lock of mm/filemap.c. None of them makes a step of its own: an actor that finds a
 * lock free takes it within its current step, and one that does not pauses in a wait step until the lock may be free.
 */
import { atomic, enclosed } from "./atomic.ts";
import { VM_BUG_ON } from "./bug.ts";
import { pointerTo, struct } from "./layout.ts";
import type { Page } from "./page.ts";
import { clear_bit, PageLocked, PG_locked, PG_waiters, set_bit, test_bit } from "./page-flags.ts";
import type { Steps } from "./step.ts";
import type { TaskStruct } from "./task.ts";
import { kernel } from "./trace.ts";

/** `owner`: the task that holds it, 0 when free. Spinlocks and mutexes differ in the kernel, not for a model without interrupts. */
export class Lock extends struct("lock", { owner: pointerTo<TaskStruct>() }) {}

export const spin_lock = enclosed(function* (lock: Lock): Steps {
  while (isTaken(lock)) {
    yield { step: "lock:spin", ready: () => lock.memory.peek(lock.addr) === 0, on: lock.addr };
  }
  lock.owner = lock.memory.k.current.addr;
});
const isTaken = atomic((lock: Lock): boolean => lock.owner !== 0);

export const spin_unlock = atomic((lock: Lock): void => {
  lock.owner = 0;
});

export const mutex_lock = kernel("mutex_lock", function* (lock: Lock): Steps {
  while (isTaken(lock)) {
    yield { step: "lock:mutex", ready: () => lock.memory.peek(lock.addr) === 0, on: lock.addr };
  }
  lock.owner = lock.memory.k.current.addr;
});
export const mutex_trylock = kernel("mutex_trylock", (lock: Lock): boolean => {
  if (isTaken(lock)) return false;
  lock.owner = lock.memory.k.current.addr;
  return true;
});
export const mutex_unlock = kernel("mutex_unlock", (lock: Lock): void => {
  lock.owner = 0;
});

export const trylock_page = atomic((page: Page): boolean => {
  if (PageLocked(page)) return false;
  set_bit(page, PG_locked);
  return true;
});

/**
 * Sleeps until the page lock is had. The sleeper sets PG_waiters first: unlock_page() wakes sleepers only if
 * it sees that bit, so whoever overwrites the flags word without care lets a sleeper sleep for ever (G21).
 */
export const lock_page = enclosed(function* (page: Page): Steps {
  while (!trylock_page(page)) {
    const task = page.memory.k.current;
    set_bit(page, PG_waiters);
    task.wait = page.addr;
    yield { step: "lock:page", ready: () => task.memory.peek(task.addr + 8) === 0, on: page.addr };
  }
});

/** Sleeps until the page is unlocked, and leaves the lock to others. The caller holds a reference. */
export const wait_on_page_locked = enclosed(function* (page: Page): Steps {
  while (PageLocked(page)) {
    const task = page.memory.k.current;
    set_bit(page, PG_waiters);
    task.wait = page.addr;
    yield { step: "lock:wait-page", ready: () => task.memory.peek(task.addr + 8) === 0, on: page.addr };
  }
});

/** Must come before the last put: a page freed with PG_locked is bad (G33). */
export const unlock = atomic((page: Page): void => {
  const { k } = page.memory;
  VM_BUG_ON(k, !PageLocked(page), "!PageLocked(page)");
  clear_bit(page, PG_locked);
  if (test_bit(page, PG_waiters)) {
    clear_bit(page, PG_waiters);
    for (const task of k.tasks) if (task.wait === page.addr) task.wait = 0;
  }
});
