/**
 * Spinning locks with many readers or one writer: rwlock_t, and the lock of a zspage since v6.15, which has the same states
 * and of which only a try is open to writers. No fairness: a writer waits until no reader is inside.
 */
import { struct, word } from "./layout.ts";
import type { Steps } from "./step.ts";

const WRITER = -1;

/** `count`: how many readers hold it, -1 for a writer. */
export class RwLock extends struct("rwlock_t", { count: word }) {}

export function* read_lock(lock: RwLock): Steps {
  while (lock.count === WRITER) {
    yield { step: "lock:read", ready: () => lock.memory.peek(lock.addr) !== WRITER, on: lock.addr };
  }
  lock.count += 1;
}
export function read_unlock(lock: RwLock): void {
  lock.count -= 1;
}

export function* write_lock(lock: RwLock): Steps {
  while (!write_trylock(lock)) {
    yield { step: "lock:write", ready: () => lock.memory.peek(lock.addr) === 0, on: lock.addr };
  }
}
export function write_trylock(lock: RwLock): boolean {
  if (lock.count !== 0) return false;
  lock.count = WRITER;
  return true;
}
export function write_unlock(lock: RwLock): void {
  lock.count = 0;
}
