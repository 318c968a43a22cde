/**
 * mm/zsmalloc.c, 5.10: bit 0 of a handle's word is a lock. Who holds it may use the object; migration must hold it for every
 * object of a page before it may rewrite their handles. From v5.17 a lock of the pool keeps migration away from all handles
 * at once, so that its try of the bits cannot fail.
 */
import type { Kernel } from "../machine/kernel.ts";
import { read_lock, read_unlock } from "../machine/rwlock.ts";

import type { Steps } from "../machine/step.ts";
import type { Handle } from "../machine/zs_obj.ts";
import type { ZsPool } from "./zspage.ts";

export const HANDLE_PIN_BIT = 0x1;

/** Taken before zspage->lock and class->lock. */
export function* pin_object(k: Kernel, pool: ZsPool, handle: Handle): Steps {
  if (k.differs("zspage-freed-while-isolated")) yield* read_lock(pool.migrate_lock);
  else yield* pin_tag(handle);
}
export function unpin_object(k: Kernel, pool: ZsPool, handle: Handle): void {
  if (k.differs("zspage-freed-while-isolated")) read_unlock(pool.migrate_lock);
  else unpin_tag(handle);
}

/** A bit spinlock. */
function* pin_tag(handle: Handle): Steps {
  while (!trypin_tag(handle)) {
    const { memory, addr } = handle;
    yield { step: "lock:bit", ready: () => (memory.peek(addr) & HANDLE_PIN_BIT) === 0, on: addr };
  }
}
export function trypin_tag(handle: Handle): boolean {
  const { obj } = handle;
  if ((obj & HANDLE_PIN_BIT) !== 0) return false;
  handle.obj = obj | HANDLE_PIN_BIT;
  return true;
}
export function unpin_tag(handle: Handle): void {
  handle.obj &= ~HANDLE_PIN_BIT;
}
