/** Words that tell a reader nothing, besides those that their own names give away: free pages among themselves, and stacks. */
import type { Kernel } from "../../../models/machine/kernel.ts";
import { offsetOf } from "../../../models/machine/layout.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import { Page } from "../../../models/machine/page.ts";
import { FreeArea } from "../../../models/machine/page_alloc.ts";
import { TaskStruct } from "../../../models/machine/task.ts";
import type { TraceWrite } from "./trace.ts";

const REFCOUNT = offsetOf(Page, "_refcount");
const STACK_END = offsetOf(TaskStruct, "stack_end");

/** How the buddy allocator splits and merges blocks: its lists, and the pages that were free before and are free after. */
export function isFreeList(k: Kernel, addr: Addr, old: ReadonlyMap<Addr, number>): boolean {
  const { memory } = k;
  if (addr >= memory.frames) return false;
  if (addr < memory.mem_map) return k.heap.find(addr)?.layout === FreeArea.layout;
  const refcount = addr - ((addr - memory.mem_map) % Page.layout.size) + REFCOUNT;
  return memory.peek(refcount) === 0 && (old.get(refcount) ?? 0) === 0;
}

/** Local variables of a function that starts or returns. */
export function isLocal(k: Kernel, addr: Addr, { before, after }: Pick<TraceWrite, "before" | "after">): boolean {
  if (before !== "freed" && after !== "freed") return false;
  return k.tasks.some((task) => task.addr <= addr && addr < k.memory.peek(task.addr + STACK_END));
}
