import { ACQUIRE, LOCK_WORD, ofBit, RELEASE, WRITE_ONCE } from "../machine/access.ts";
import { read_lock, read_unlock } from "../machine/rwlock.ts";

import type { Steps } from "../machine/step.ts";
import type { Handle } from "../machine/zs_obj.ts";
import type { ZsPool } from "./zspage.ts";

export const HANDLE_PIN_BIT = 0x1;

/** Others may be trying the lock bit of the word. */
export function record_obj(handle: Handle, obj: number): void {
  WRITE_ONCE(handle, "obj", obj);
}

/** Taken before zspage->lock and class->lock. */
export function* pin_object(pool: ZsPool, handle: Handle): Steps {
  const { k } = pool.memory;
  if (k.differs("zspage-freed-while-isolated")) yield* read_lock(pool.migrate_lock);
  else yield* pin_tag(handle);
}
export function unpin_object(pool: ZsPool, handle: Handle): void {
  const { k } = pool.memory;
  if (k.differs("zspage-freed-while-isolated")) read_unlock(pool.migrate_lock);
  else unpin_tag(handle);
}

/** A bit spinlock. */
function* pin_tag(handle: Handle): Steps {
  while (!trypin_tag(handle)) {
    yield { step: "lock:bit", ready: () => (handle.memory.peek(handle.addr) & HANDLE_PIN_BIT) === 0, on: handle.addr };
  }
}
export function trypin_tag(handle: Handle): boolean {
  const obj = handle.memory.load(handle.addr, LOCK_WORD);
  if ((obj & HANDLE_PIN_BIT) !== 0) return false;
  handle.memory.store(handle.addr, obj | HANDLE_PIN_BIT, ofBit(ACQUIRE, 0));
  return true;
}
export function unpin_tag(handle: Handle): void {
  handle.memory.store(handle.addr, handle.memory.load(handle.addr, LOCK_WORD) & ~HANDLE_PIN_BIT, ofBit(RELEASE, 0));
}
