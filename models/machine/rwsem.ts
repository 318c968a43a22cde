/** A semaphore with many readers or one writer: kernel/locking/rwsem.c, without its queue of waiters. */
import { struct, word } from "./layout.ts";
import type { Steps } from "./step.ts";

const WRITER = -1;

/** `count`: how many readers hold it, -1 for a writer. */
export class RwSem extends struct("struct rw_semaphore", { count: word }) {}

export function* down_read(sem: RwSem): Steps {
  while (!down_read_trylock(sem)) {
    yield { step: "lock:rwsem", ready: () => sem.memory.peek(sem.addr) !== WRITER, on: sem.addr };
  }
}
export function down_read_trylock(sem: RwSem): boolean {
  const readers = sem.count;
  if (readers === WRITER) return false;
  sem.count = readers + 1;
  return true;
}
export function up_read(sem: RwSem): void {
  sem.count -= 1;
}

export function* down_write(sem: RwSem): Steps {
  while (sem.count !== 0) {
    yield { step: "lock:rwsem", ready: () => sem.memory.peek(sem.addr) === 0, on: sem.addr };
  }
  sem.count = WRITER;
}
export function up_write(sem: RwSem): void {
  sem.count = 0;
}
