/**
 * What a task does where no page is free: it reclaims (mm/vmscan.c), and then asks those who could give memory up, before it kills anybody
 * (mm/oom_kill.c). Of reclaim there is the lock of a file system that it may wait for; of killing there is nothing.
 */
import type { Kernel } from "./kernel.ts";
import { embed, offsetOf, pointerTo, struct } from "./layout.ts";
import { entries_safe, ListHead, list_add_tail, list_empty } from "./list.ts";
import { mutex_lock, mutex_unlock } from "./lock.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";

/** Returns how many pages it freed. */
type OomNotifierCall = (block: OomNotifierBlock) => Steps<number>;

export class OomNotifierBlock extends struct("struct notifier_block", {
  list: embed(ListHead),
  notifier_call: pointerTo<OomNotifierCall>(),
}) {}

export function register_oom_notifier(block: OomNotifierBlock, call: OomNotifierCall): void {
  const { k } = block.memory;
  block.notifier_call = k.textAddress(call);
  list_add_tail(block.list, k.node.oom_notify_list);
}

/** Returns how many pages were freed. The kernel kills a task where that is 0. */
const out_of_memory = kernel("out_of_memory", function* (k: Kernel): Steps<number> {
  let freed = 0;
  for (const entry of entries_safe(k.node.oom_notify_list)) {
    const block = new OomNotifierBlock(k.memory, entry - offsetOf(OomNotifierBlock, "list"));
    yield "oom:notify";
    freed += yield* k.call(block.notifier_call, "notifier_call")(block);
  }
  return freed;
});

/** The same, where somebody has asked to be told. */
export function* notify_oom(k: Kernel): Steps<number> {
  return list_empty(k.node.oom_notify_list) ? 0 : yield* out_of_memory(k);
}

/** Whoever may wait for a file system, as all may but those who call from one. Nothing is found that could go. */
export const try_to_free_pages = kernel("try_to_free_pages", function* (k: Kernel): Steps {
  yield "reclaim:fs-lock";
  yield* mutex_lock(k.node.fs_lock);
  yield "reclaim:fs-done";
  mutex_unlock(k.node.fs_lock);
});
