/** Which list a page is on, before and after a step: one fact where the memory has a dozen changed links. */
import type { Kernel } from "../../models/machine/kernel.ts";
import { offsetOf } from "../../models/machine/layout.ts";
import type { Addr } from "../../models/machine/memory.ts";
import { Page } from "../../models/machine/page.ts";
import { isFreeList } from "./noise.ts";
import type { TraceWrite } from "./trace.ts";
import { placeOf } from "./words.ts";

const LRU = offsetOf(Page, "lru");
/** Links followed before a list counts as broken. */
const LONGEST = 100_000;

/** Pages of which a link changed in the step, and whose list did too. `old`: what the words that the step stored to held before. */
export function listChanges(k: Kernel, old: ReadonlyMap<Addr, number>): TraceWrite[] {
  const { memory } = k;
  const pages = new Set<Addr>();
  for (const addr of old.keys()) {
    const offset = (addr - memory.mem_map) % Page.layout.size;
    const inPage = addr >= memory.mem_map && addr < memory.frames;
    if (inPage && (offset === LRU || offset === LRU + 8)) pages.add(addr - offset);
  }
  const before = (addr: Addr) => old.get(addr) ?? memory.peek(addr);
  const after = (addr: Addr) => memory.peek(addr);
  return [...pages]
    .map((page) => {
      const lists = {
        before: listOf(k, page, before, (addr) => wasLive(k, addr)),
        after: listOf(k, page, after),
      };
      const change: TraceWrite = { object: placeOf(k, page).object, field: "on list", ...lists };
      const amongFree = isFreeList(k, page, old) && /^(none|free_area .*)$/.test(lists.after);
      return amongFree ? { ...change, bookkeeping: true as const } : change;
    })
    .filter((change) => change.before !== change.after);
}

/** The list that a page is on, in the memory that `load` reads and `isLive` knows. */
export function listOf(
  k: Kernel,
  page: Addr,
  load: (addr: Addr) => number,
  isLive = (addr: Addr) => k.memory.isLive(addr),
): string {
  const { memory } = k;
  const entry = page + LRU;
  let link = load(entry);
  for (let followed = 0; followed < LONGEST; followed++) {
    if (link < memory.mem_map) return isLive(link) ? listName(k, link) : "none";
    if (link === entry || link >= memory.frames) return "none";
    link = load(link);
  }
  return "broken";
}

/** Before the step: a list on a stack may have died in it. */
export function wasLive({ memory }: Kernel, addr: Addr): boolean {
  const first = memory.marks.find(({ start, bytes }) => start <= addr && addr < start + bytes);
  return first ? !first.live : memory.isLive(addr);
}

function listName(k: Kernel, head: Addr): string {
  const { object, field } = placeOf(k, head);
  const list = field.replace(/^(free_list)?\.?next$|\.next$/, "");
  return list === "" ? object : `${object} ${list}`;
}
