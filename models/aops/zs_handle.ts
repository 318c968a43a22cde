/**
 * mm/zsmalloc.c, 5.10: bit 0 of a handle's word is a lock. Who holds it may use the object; migration must hold it for every
 * object of a page before it may rewrite their handles. No other era has this.
 */

import type { Steps } from "../machine/step.ts";
import type { Handle } from "../machine/zs_obj.ts";

export const HANDLE_PIN_BIT = 0x1;

/** A bit spinlock. Taken before zspage->lock and class->lock. */
export function* pin_tag(handle: Handle): Steps {
  while (!trypin_tag(handle)) {
    const { memory, addr } = handle;
    yield { step: "lock:spin", ready: () => (memory.peek(addr) & HANDLE_PIN_BIT) === 0, on: addr };
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
