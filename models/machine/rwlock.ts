/**
 * Spinning locks with many readers or one writer: rwlock_t, and the lock of a zspage since v6.15, which has the same states
 * and of which only a try is open to writers. No fairness: a writer waits until no reader is inside.
 */
import { ACQUIRE, ACQUIRE_SHARED, LOCK_WORD, RELEASE, RELEASE_SHARED } from "./access.ts";
import { struct, word } from "./layout.ts";
import type { Steps } from "./step.ts";

const WRITER = -1;

/** `count`: how many readers hold it, -1 for a writer. */
export class RwLock extends struct("rwlock_t", { count: word }) {}

export function* read_lock(lock: RwLock): Steps {
  while (lock.memory.load(lock.addr, LOCK_WORD) === WRITER) {
    yield { step: "lock:read", ready: () => lock.memory.peek(lock.addr) !== WRITER, on: lock.addr };
  }
  lock.memory.store(lock.addr, lock.memory.load(lock.addr, LOCK_WORD) + 1, ACQUIRE_SHARED);
}
export function read_unlock(lock: RwLock): void {
  lock.memory.store(lock.addr, lock.memory.load(lock.addr, LOCK_WORD) - 1, RELEASE_SHARED);
}

export function* write_lock(lock: RwLock): Steps {
  while (!__write_trylock(lock)) {
    yield { step: "lock:write", ready: () => lock.memory.peek(lock.addr) === 0, on: lock.addr };
  }
}
export function write_trylock(lock: RwLock): boolean {
  lock.memory.monitor?.tries(lock.addr, -1, false);
  return __write_trylock(lock);
}
function __write_trylock(lock: RwLock): boolean {
  if (lock.memory.load(lock.addr, LOCK_WORD) !== 0) return false;
  lock.memory.store(lock.addr, WRITER, ACQUIRE);
  return true;
}
export function write_unlock(lock: RwLock): void {
  lock.memory.store(lock.addr, 0, RELEASE);
}
