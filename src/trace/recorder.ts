/** Watches a machine and turns what each step did into a TraceStep. */
import type { Kernel } from "../../models/machine/kernel.ts";
import { Page, page_to_pfn } from "../../models/machine/page.ts";
import type { Actor } from "../../models/machine/scheduler.ts";
import type { Tracer } from "../../models/machine/trace.ts";
import { listChanges } from "./lists.ts";
import { isFreeList, isLocal } from "./noise.ts";
import type { TraceCall, TraceStep, TraceWrite } from "./trace.ts";
import { flagChange, formatWord, isBookkeeping, lockChange, placeOf } from "./words.ts";

export class Recorder implements Tracer {
  readonly steps: TraceStep[] = [];
  private readonly k: Kernel;
  /** Kernel functions that each task is in. */
  private readonly stacks = new Map<number, string[]>();
  private calls: TraceCall[] = [];

  /** Attach before the actors are created, so that their outermost functions are seen. */
  constructor(k: Kernel) {
    this.k = k;
    k.tracer = this;
  }

  enter(name: string, args: readonly unknown[]): void {
    this.stack().push(name);
    const pages = args.filter((arg) => arg instanceof Page).map(page_to_pfn);
    this.calls.push(pages.length > 0 ? { enter: name, pages } : { enter: name });
  }

  leave(name: string, result: unknown): void {
    this.stack().pop();
    const told = result instanceof Page ? page_to_pfn(result) : result;
    const plain = typeof told === "number" || typeof told === "boolean" || told === null;
    this.calls.push(plain ? { leave: name, result: told } : { leave: name });
  }

  /** Runs `step` and records what it did, also when it ends in a fault. */
  record(actor: Actor, run: () => void): void {
    const { k } = this;
    const stack = [...(this.stacks.get(actor.task.addr) ?? [])];
    const step = actor.step;
    if (step === null) throw new TypeError(`${actor.name} has no next step`);
    const logged = k.log.length;
    this.calls = [];
    try {
      run();
    } finally {
      const { reads, writes } = this.touched();
      const log = k.log.slice(logged).map(({ text }) => text);
      const at = { n: this.steps.length, actor: actor.name, step, place: null, stack };
      const recorded = { ...at, calls: this.calls, reads, writes, log };
      const { waitsOn } = actor;
      this.steps.push(waitsOn === null ? recorded : { ...recorded, waits: this.word(waitsOn) });
    }
  }

  private touched(): { reads: string[]; writes: TraceWrite[] } {
    const { k } = this;
    const { footprint, touched } = k.memory;
    const old = k.memory.oldValues();
    const reads = new Set<string>();
    for (const entry of footprint.subarray(0, touched)) {
      if ((entry & 1) === 0 && !old.has(entry)) reads.add(this.word(entry));
    }
    const writes: TraceWrite[] = [];
    for (const [addr, before] of old) {
      const value = k.memory.peek(addr);
      if (value === before) continue;
      const place = placeOf(k, addr);
      const then = (each: number) => old.get(each) ?? k.memory.peek(each);
      const write: TraceWrite = {
        ...place,
        before: formatWord(k, addr, before, then),
        after: formatWord(k, addr, value),
      };
      const change = flagChange(k, addr, before, value) ?? lockChange(k, place, value);
      if (change !== undefined) write.change = change;
      if (isBookkeeping(k, addr, place) || isFreeList(k, addr, old) || isLocal(k, addr, write))
        write.bookkeeping = true;
      writes.push(write);
    }
    return { reads: [...reads], writes: [...writes, ...listChanges(k, old)] };
  }

  private word(addr: number): string {
    const { object, field } = placeOf(this.k, addr);
    return field === "" ? object : `${object} ${field}`;
  }

  private stack(): string[] {
    const { addr } = this.k.current;
    const stack = this.stacks.get(addr) ?? [];
    this.stacks.set(addr, stack);
    return stack;
  }
}
