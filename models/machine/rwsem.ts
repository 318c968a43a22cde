/** A semaphore with many readers or one writer: kernel/locking/rwsem.c, without its queue of waiters. */
import { ACQUIRE, ACQUIRE_SHARED, LOCK_WORD, RELEASE, RELEASE_SHARED } from "./access.ts";
import { struct, word } from "./layout.ts";
import type { Steps } from "./step.ts";

const WRITER = -1;

/** `count`: how many readers hold it, -1 for a writer. */
export class RwSem extends struct("struct rw_semaphore", { count: word }) {}

export function* down_read(sem: RwSem): Steps {
  while (!__down_read_trylock(sem)) {
    yield { step: "lock:rwsem", ready: () => sem.memory.peek(sem.addr) !== WRITER, on: sem.addr };
  }
}
export function down_read_trylock(sem: RwSem): boolean {
  sem.memory.monitor?.tries(sem.addr, -1, true);
  return __down_read_trylock(sem);
}
function __down_read_trylock(sem: RwSem): boolean {
  const readers = sem.memory.load(sem.addr, LOCK_WORD);
  if (readers === WRITER) return false;
  sem.memory.store(sem.addr, readers + 1, ACQUIRE_SHARED);
  return true;
}
export function up_read(sem: RwSem): void {
  sem.memory.store(sem.addr, sem.memory.load(sem.addr, LOCK_WORD) - 1, RELEASE_SHARED);
}

export function* down_write(sem: RwSem): Steps {
  while (sem.memory.load(sem.addr, LOCK_WORD) !== 0) {
    yield { step: "lock:rwsem", ready: () => sem.memory.peek(sem.addr) === 0, on: sem.addr };
  }
  sem.memory.store(sem.addr, WRITER, ACQUIRE);
}
export function up_write(sem: RwSem): void {
  sem.memory.store(sem.addr, 0, RELEASE);
}
