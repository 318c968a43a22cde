/** Tasks: who runs, what it may do, what it sleeps on, and a kernel stack for what a function keeps in memory. */
import type { Argument } from "./atomic.ts";
import { Fault } from "./fault.ts";
import type { Kernel } from "./kernel.ts";
import { offsetOf, pointerTo, type StructOf, struct, type View, word } from "./layout.ts";
import { INIT_LIST_HEAD, ListHead } from "./list.ts";
import type { Addr } from "./memory.ts";
import type { Page } from "./page.ts";
import type { Steps } from "./step.ts";

/** Set while a task is inside the page allocator: it must not wait for page locks then. include/linux/sched.h. */
export const PF_MEMALLOC = 0x800;
const STACK_BYTES = 512;

/** `wait`: the page whose lock the task sleeps on, 0 while it can run. `sp`: the free part of its stack. */
export class TaskStruct extends struct("struct task_struct", {
  flags: word,
  wait: pointerTo<Page>(),
  sp: word,
  stack_end: word,
}) {
  name = "";
}

/** What belongs to the task alone: its struct, and the stack, where no other CPU looks before a pointer leads it there. */
export function isOwn(task: TaskStruct, addr: Addr): boolean {
  if (addr >= task.addr && addr < task.addr + TaskStruct.layout.size) return true;
  const end = task.memory.peek(task.addr + STACK_END);
  return addr >= end - STACK_BYTES && addr < end;
}
const STACK_END = offsetOf(TaskStruct, "stack_end");

class Stack extends struct("kernel stack", {}, STACK_BYTES) {}

export function create_task(k: Kernel, name: string, flags: number): TaskStruct {
  const task = k.heap.alloc(TaskStruct, `task ${name}`);
  const stack = k.heap.alloc(Stack, `stack of ${name}`);
  k.memory.mark(stack.addr, STACK_BYTES, false);
  task.name = name;
  task.flags = flags;
  task.sp = stack.addr;
  task.stack_end = stack.addr + STACK_BYTES;
  return task;
}

/** Local variables that must be in memory, list heads above all. Stacks keep addresses independent of what other tasks allocate. */
export class StackFrame {
  private readonly k: Kernel;
  private readonly task: TaskStruct;
  private base: Addr | null = null;

  constructor(k: Kernel) {
    this.k = k;
    this.task = k.current;
  }

  alloc<T extends View>(type: StructOf<T>, name: string): T {
    const addr = this.task.sp;
    const end = addr + type.layout.size;
    if (end > this.task.stack_end) throw new Fault("out-of-memory", `kernel stack of ${this.task.name} overflows`);
    this.base ??= addr;
    this.task.sp = end;
    return this.k.heap.place(type, `${name} of ${this.task.name}`, addr);
  }

  list(name: string): ListHead {
    const head = this.alloc(ListHead, name);
    INIT_LIST_HEAD(head);
    return head;
  }

  leave(): void {
    if (this.base === null) return;
    this.k.memory.mark(this.base, this.task.sp - this.base, false);
    this.task.sp = this.base;
  }
}

/**
 * Declares a function with variables on the stack of the running task. They are dead when it returns, wherever it does: a list that still
 * leads there is a use after free. A task that crashes unwinds nothing, which is why this is no `using`.
 */
export function on_stack<A extends [Argument, ...unknown[]], R>(
  body: (stack: StackFrame, ...args: A) => Steps<R>,
): (...args: A) => Steps<R> {
  return function* (...args) {
    const stack = new StackFrame(args[0].memory.k);
    const result = yield* body(stack, ...args);
    stack.leave();
    return result;
  };
}
