/** What a CPU has stored and nobody else sees yet, and what others have stored and it doesn't see yet, in words. */
import type { Kernel } from "../../../models/machine/kernel.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import { OldCopies, OldCopyWords } from "../../../models/machine/old_copies.ts";
import { StoreBuffer, StoreBufferWords } from "../../../models/machine/store_buffer.ts";
import type { Load } from "./flags.ts";
import type { TraceWrite } from "./trace.ts";
import { formatWord, placeOf } from "./words.ts";

/** What a trace calls the two, and one in which there is nothing. */
export const UNDER_WAY = "under way";
export const STILL_SEEN = "still seen";
export const NONE = "none";
/** What a CPU has to itself, by the layout of its words. */
const KINDS = [
  { layout: StoreBufferWords.layout, field: UNDER_WAY, peek: StoreBuffer.peek },
  { layout: OldCopyWords.layout, field: STILL_SEEN, peek: OldCopies.peek },
] as const;

function kindAt(k: Kernel, addr: Addr): (typeof KINDS)[number] | undefined {
  if (k.machine.memory === "sc") return undefined;
  const layout = k.heap.find(addr)?.layout;
  return KINDS.find((kind) => kind.layout === layout);
}

export function isOfCpu(k: Kernel, addr: Addr): boolean {
  return kindAt(k, addr) !== undefined;
}

/** One line for each of them that a step changed. `old`: what the words that it stored to held before. */
export function changedOfCpus(k: Kernel, old: ReadonlyMap<Addr, number>): TraceWrite[] {
  const changed = new Set([...old.keys()].filter((addr) => isOfCpu(k, addr)).map((addr) => startOf(k, addr)));
  return [...changed].flatMap((addr) => {
    const before = listed(k, addr, (each) => old.get(each) ?? k.memory.peek(each));
    const after = listed(k, addr, (each) => k.memory.peek(each));
    const { field = "" } = kindAt(k, addr) ?? {};
    return before === after ? [] : [{ object: placeOf(k, addr).object, field, before, after, change: after }];
  });
}

function startOf(k: Kernel, addr: Addr): Addr {
  return k.heap.find(addr)?.addr ?? addr;
}

function listed(k: Kernel, start: Addr, load: Load): string {
  const words = [...(kindAt(k, start)?.peek(load, start) ?? [])].map(({ addr, value }) => {
    const { object, field } = placeOf(k, addr);
    return `${object} ${field} = ${formatWord(k, addr, value, load)}`;
  });
  return words.length === 0 ? NONE : words.join(", ");
}
