/** Which list a page is on, before and after a step: one fact where the memory has a dozen changed links. */
import type { Kernel } from "../../../models/machine/kernel.ts";
import { offsetOf } from "../../../models/machine/layout.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import { Page } from "../../../models/machine/page.ts";
import type { Rings } from "../../../models/machine/rings.ts";
import { isFreeList } from "./noise.ts";
import type { TraceWrite } from "./trace.ts";
import { placeOf } from "./words.ts";

const LRU = offsetOf(Page, "lru");

/** Pages of which a step stored to a link. `old`: what the words that it stored to held before. */
export function relinked({ memory }: Kernel, old: ReadonlyMap<Addr, number>): Set<number> {
  const pages = new Set<number>();
  for (const addr of old.keys()) {
    if (addr < memory.mem_map || addr >= memory.frames) continue;
    const offset = (addr - memory.mem_map) % Page.layout.size;
    if (offset === LRU || offset === LRU + 8) pages.add((addr - offset - memory.mem_map) / Page.layout.size);
  }
  return pages;
}

/** Those of them whose list changed too. `moved`: where each page was whose list is another one now. */
export function listChanges(
  k: Kernel,
  old: ReadonlyMap<Addr, number>,
  rings: Rings,
  moved: ReadonlyMap<number, Addr>,
): TraceWrite[] {
  return [...relinked(k, old)]
    .map((pfn) => {
      const page = k.memory.mem_map + pfn * Page.layout.size;
      const lists = {
        before: listName(k, moved.get(pfn) ?? rings.head(pfn), (addr) => wasLive(k, addr)),
        after: listName(k, rings.head(pfn)),
      };
      const change: TraceWrite = { object: placeOf(k, page).object, field: "on list", ...lists };
      const amongFree = isFreeList(k, page, old) && /^(none|free_area .*)$/.test(lists.after);
      return amongFree ? { ...change, bookkeeping: true as const } : change;
    })
    .filter((change) => change.before !== change.after);
}

/** The list that a page is on, by where its ring ends, in the memory that `isLive` knows. */
export function listName(k: Kernel, head: Addr, isLive = (addr: Addr) => k.memory.isLive(addr)): string {
  if (head >= k.memory.mem_map || !isLive(head)) return "none";
  const { object, field } = placeOf(k, head);
  const list = field.replace(/^(free_list)?\.?next$|\.next$/, "");
  return list === "" ? object : `${object} ${list}`;
}

/** Before the step: a list on a stack may have died in it. */
export function wasLive({ memory }: Kernel, addr: Addr): boolean {
  const first = memory.marks.find(({ start, bytes }) => start <= addr && addr < start + bytes);
  return first ? !first.live : memory.isLive(addr);
}
