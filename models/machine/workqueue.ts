/**
 * Work that is put off to a kernel thread: kernel/workqueue.c, cut to one item. Nothing runs by itself in a machine, so a
 * scenario has an actor for the thread, and flush_work() does what is pending where the scenario has none.
 */
import { offsetOf, pointerTo, struct, word } from "./layout.ts";
import type { Addr } from "./memory.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";

/** `pending` is cleared before the function runs, so work that is scheduled meanwhile is done again. */
export class WorkStruct extends struct("struct work_struct", {
  pending: word,
  running: word,
  func: pointerTo<(work: WorkStruct) => Steps>(),
}) {}
const RUNNING = offsetOf(WorkStruct, "running");

export function INIT_WORK(work: WorkStruct, func: (work: WorkStruct) => Steps): void {
  work.pending = 0;
  work.running = 0;
  work.func = work.memory.k.textAddress(func);
}

export function schedule_work(work: WorkStruct): void {
  work.pending = 1;
}

/** A queue of its owner's. What waits in it is found by the objects that the work lies in; here it is there, or it is not. */
export class WorkqueueStruct extends struct("struct workqueue_struct", { queued: word }) {}

export function queue_work(queue: Addr, work: WorkStruct): void {
  new WorkqueueStruct(work.memory, queue).queued += 1;
  schedule_work(work);
}

/** What the kernel thread does. False: nothing to do, or another thread is at it; the same work never runs twice at a time. */
export const process_one_work = kernel("process_one_work", function* (work: WorkStruct): Steps<boolean> {
  const { k } = work.memory;
  if (work.pending === 0 || work.running !== 0) return false;
  work.pending = 0;
  work.running = 1;
  yield* k.call(work.func, "work->func")(work);
  // The function may free the object that its work lies in.
  if (work.memory.probe(work.addr)) work.running = 0;
  return true;
});

/** On return nothing that was scheduled before is left to do. */
export const flush_work = kernel("flush_work", function* (work: WorkStruct): Steps {
  yield "work:flush";
  const running = work.addr + RUNNING;
  while (work.running !== 0) {
    yield { step: "work:wait", ready: () => work.memory.peek(running) === 0, on: running };
  }
  yield* process_one_work(work);
});
