/** What a CPU has stored and nobody else sees yet, in words. */
import type { Kernel } from "../../../models/machine/kernel.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import { StoreBuffer, StoreBufferWords } from "../../../models/machine/store_buffer.ts";
import type { Load } from "./flags.ts";
import type { TraceWrite } from "./trace.ts";
import { formatWord, placeOf } from "./words.ts";

export function isStoreBuffer(k: Kernel, addr: Addr): boolean {
  return k.machine.memory !== "sc" && k.heap.find(addr)?.layout === StoreBufferWords.layout;
}

/** One line for each store buffer that a step changed. `old`: what the words that it stored to held before. */
export function storesUnderWay(k: Kernel, old: ReadonlyMap<Addr, number>): TraceWrite[] {
  const changed = new Set([...old.keys()].filter((addr) => isStoreBuffer(k, addr)).map((addr) => bufferAt(k, addr)));
  return [...changed].flatMap((buffer) => {
    const before = listed(k, buffer, (addr) => old.get(addr) ?? k.memory.peek(addr));
    const after = listed(k, buffer, (addr) => k.memory.peek(addr));
    return before === after
      ? []
      : [{ object: placeOf(k, buffer).object, field: "under way", before, after, change: after }];
  });
}

function bufferAt(k: Kernel, addr: Addr): Addr {
  return k.heap.find(addr)?.addr ?? addr;
}

function listed(k: Kernel, buffer: Addr, load: Load): string {
  const stores = [...StoreBuffer.peek(load, buffer)].map(({ addr, value }) => {
    const { object, field } = placeOf(k, addr);
    return `${object} ${field} = ${formatWord(k, addr, value, load)}`;
  });
  return stores.length === 0 ? "none" : stores.join(", ");
}
