/**
 * One step of one actor, known by what it did: run once, it need not be run again where it would see the same words. This file makes such a
 * record from the footprint that the step left.
 */
import type { Stores } from "../../../../models/invariants/changed.ts";
import type { HeapObject } from "../../../../models/machine/heap.ts";
import type { Kernel, LogLine } from "../../../../models/machine/kernel.ts";
import type { Addr, Mark } from "../../../../models/machine/memory.ts";
import { must } from "../../must.ts";
import type { Local } from "./local.ts";
import type { Names } from "./names.ts";

export interface Effect {
  /** Words that it loaded before it stored to them: address, value, address, value … */
  readonly loads: readonly number[];
  /** Words of the heap that had to be alive, and with bit 0 set those that had to be dead. */
  readonly alive: readonly Addr[];
  /** What it left in the words that it stored to: address, value, address, value … */
  readonly stores: readonly number[];
  readonly marks: readonly Mark[];
  readonly placed: readonly HeapObject[];
}

/** A step, and what else of the world it changed. */
export interface LearnedStep extends Effect {
  /** From 1; the same number is the same actor and the same accesses. */
  readonly id: number;
  /** What `System.footprint` says of it. */
  readonly footprint: Int32Array;
  /** Where it stored to, of that. */
  readonly where: Stores;
  readonly told: readonly unknown[];
  readonly log: readonly LogLine[];
  readonly names: Names;
  readonly to: Local;
}

/** Of the step that has just run. */
export function readEffect({ memory, heap }: Kernel): Effect {
  const { footprint, values, touched, marks, probes } = memory;
  const loads: number[] = [];
  const stored = new Set<Addr>();
  const seen = new Set<Addr>();
  const alive = new Set<Addr>(probes);
  let marked = 0;
  const fresh = (addr: Addr) =>
    marks.slice(0, marked).some(({ start, bytes }) => start <= addr && addr < start + bytes);
  for (let at = 0; at < touched; at++) {
    for (let mark = marks[marked]; mark !== undefined && mark.at <= at; mark = marks[marked]) {
      // What dies must have lived: a second kfree() is a fault.
      if (!mark.live && mark.bytes > 0 && !fresh(mark.start)) alive.add(mark.start);
      marked++;
    }
    const entry = must(footprint[at], "access");
    const addr = entry & ~1;
    if (addr < memory.heapEnd && !fresh(addr)) alive.add(addr);
    if ((entry & 1) === 1) stored.add(addr);
    else if (!stored.has(addr) && !seen.has(addr)) loads.push(addr, must(values[at], "value"));
    seen.add(addr);
  }
  return {
    loads,
    alive: [...alive],
    stores: [...stored].flatMap((addr) => [addr, memory.peek(addr)]),
    marks: [...marks],
    placed: marks.flatMap(({ start, live }) => (live ? (heap.at(start) ?? []) : [])),
  };
}
