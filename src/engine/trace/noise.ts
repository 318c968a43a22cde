/** Words that tell a reader nothing, besides those that their own names give away: free pages among themselves, and stacks. */
import type { Kernel } from "../../../models/machine/kernel.ts";
import { offsetOf } from "../../../models/machine/layout.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import { Page } from "../../../models/machine/page.ts";
import { FreeArea } from "../../../models/machine/page_alloc.ts";
import { TaskStruct } from "../../../models/machine/task.ts";
import type { TraceWrite } from "./trace.ts";

const REFCOUNT = offsetOf(Page, "_refcount");
const TYPE = offsetOf(Page, "page_type");
const STACK_END = offsetOf(TaskStruct, "stack_end");

/** How the buddy allocator splits and merges blocks: its lists, and the pages that were free before and are free after. */
export function isFreeList(k: Kernel, addr: Addr, old: ReadonlyMap<Addr, number>): boolean {
  const { memory } = k;
  if (addr >= memory.frames) return false;
  if (addr < memory.mem_map) return k.heap.find(addr)?.layout === FreeArea.layout;
  const page = addr - ((addr - memory.mem_map) % Page.layout.size);
  const [count, type] = [page + REFCOUNT, page + TYPE];
  if (memory.peek(count) !== 0 || (old.get(count) ?? 0) !== 0) return false;
  // Where pages are frozen, those in use have no reference either.
  const isFrozen = (word: number) => k.types.describe(word) === "offline";
  return !k.era.uncounted || ![memory.peek(type), old.get(type) ?? memory.peek(type)].some(isFrozen);
}

/** Local variables of a function that starts or returns. */
export function isLocal(k: Kernel, addr: Addr, { before, after }: Pick<TraceWrite, "before" | "after">): boolean {
  if (before !== "freed" && after !== "freed") return false;
  return k.tasks.some((task) => task.addr <= addr && addr < k.memory.peek(task.addr + STACK_END));
}
