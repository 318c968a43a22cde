/**
 * Work that is put off to a kernel thread: kernel/workqueue.c, cut to one item. Nothing runs by itself in a machine, so a
 * scenario has an actor for the thread, and flush_work() does what is pending where the scenario has none.
 */
import { atomic_add, LOAD_ACQUIRE, ORDERED, STORE_RELEASE } from "./access.ts";
import { atomic } from "./atomic.ts";
import { offsetOf, pointerTo, struct, word } from "./layout.ts";
import type { Addr } from "./memory.ts";
import { under, WORKER_LOCK } from "./monitor.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";

/** `pending` is cleared before the function runs, so work that is scheduled meanwhile is done again. */
export class WorkStruct extends struct("struct work_struct", {
  pending: word,
  running: word,
  func: pointerTo<(work: WorkStruct) => Steps>(),
}) {}
const PENDING = offsetOf(WorkStruct, "pending");
const RUNNING = offsetOf(WorkStruct, "running");

export function INIT_WORK(work: WorkStruct, func: (work: WorkStruct) => Steps): void {
  work.pending = 0;
  work.running = 0;
  work.func = work.memory.k.textAddress(func);
}

export const schedule_work = under(WORKER_LOCK, (work: WorkStruct): void => {
  work.memory.store(work.addr + PENDING, 1, ORDERED);
});

/** A queue of its owner's. What waits in it is found by the objects that the work lies in; here it is there, or it is not. */
export class WorkqueueStruct extends struct("struct workqueue_struct", { queued: word }) {}

export function queue_work(queue: Addr, work: WorkStruct): void {
  atomic_add(new WorkqueueStruct(work.memory, queue), "queued", 1);
  schedule_work(work);
}

/** What the kernel thread does. False: nothing to do, or another thread is at it; the same work never runs twice at a time. */
export const process_one_work = kernel("process_one_work", function* (work: WorkStruct): Steps<boolean> {
  const { k } = work.memory;
  if (!take_work(work)) return false;
  yield* k.call(work.func, "work->func")(work);
  yield "work:done";
  if (is_there(work)) work.memory.store(work.addr + RUNNING, 0, STORE_RELEASE);
  return true;
});

/** The function of the work may free the object that the work lies in. */
function is_there(work: WorkStruct): boolean {
  return work.memory.probe(work.addr);
}

const take_work = under(
  WORKER_LOCK,
  atomic(({ memory, addr }: WorkStruct): boolean => {
    if (memory.load(addr + PENDING, ORDERED) === 0 || memory.load(addr + RUNNING, LOAD_ACQUIRE) !== 0) return false;
    memory.store(addr + PENDING, 0, ORDERED);
    memory.store(addr + RUNNING, 1, ORDERED);
    return true;
  }),
);

/** On return nothing that was scheduled before is left to do. */
export const flush_work = kernel("flush_work", function* (work: WorkStruct): Steps {
  yield "work:flush";
  while (work.memory.load(work.addr + RUNNING, LOAD_ACQUIRE) !== 0) {
    yield { step: "work:wait", ready: () => work.memory.peek(work.addr + RUNNING) === 0, on: work.addr + RUNNING };
  }
  yield* process_one_work(work);
});
