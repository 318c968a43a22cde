/** Watches a machine and turns what each step did into a TraceStep. */
import type { Kernel } from "../../../models/machine/kernel.ts";
import { page_to_pfn, pageOf } from "../../../models/machine/page.ts";
import { Rings } from "../../../models/machine/rings.ts";
import type { Actor } from "../../../models/machine/scheduler.ts";
import type { Tracer } from "../../../models/machine/trace.ts";
import { flagChange } from "./flags.ts";
import { listChanges, relinked } from "./lists.ts";
import { isFreeList, isLocal } from "./noise.ts";
import { StartReader } from "./start.ts";
import type { Trace, TraceCall, TraceStep, TraceWrite } from "./trace.ts";
import { changedOfCpus, isOfCpu } from "./under_way.ts";
import { formatWord, isBookkeeping, lockChange, otherReadings, pageOfFlags, placeOf, rawWords } from "./words.ts";

/** Whoever counts references (src/engine/run/check.ts): the names of those who have them, by frame. */
interface Counter {
  holders(of: "all" | "changed"): Map<number, string[]>;
}

export class Recorder implements Tracer {
  readonly steps: TraceStep[] = [];
  private readonly k: Kernel;
  /** Kernel functions that each task is in. */
  private readonly stacks = new Map<number, string[]>();
  private calls: TraceCall[] = [];
  private readonly reader: StartReader;
  private actors: readonly Actor[] = [];
  private next: Trace["start"]["next"] = [];
  private checker: Counter | null = null;
  /** Who has references, by frame: at the start, now, and as the steps so far told it. */
  private first = new Map<number, string[]>();
  private readonly held = new Map<number, string[]>();
  private readonly told = new Map<number, string[]>();
  private readonly rings: Rings;

  /** Attach before the actors are created, so that their outermost functions are seen. */
  constructor(k: Kernel) {
    this.k = k;
    this.rings = new Rings(k);
    this.reader = new StartReader(k, this.rings);
    k.tracer = this;
  }

  /** Before the first step. `checker` counts references; without it they have no names. */
  begin(actors: readonly Actor[], checker: Counter | null): void {
    this.actors = actors;
    this.next = this.nextOfAll();
    this.checker = checker;
    this.first = checker?.holders("all") ?? new Map();
  }

  get start(): Trace["start"] {
    const { frames, words, raw } = this.reader;
    const holders = [...frames].map((pfn) => [`page ${pfn}`, this.first.get(pfn) ?? []]);
    return { words, raw, holders: Object.fromEntries(holders), next: this.next };
  }

  /** Once the checker has seen the step. */
  afterStep(): void {
    const { reader, first, held, told } = this;
    const news = this.checker?.holders("changed") ?? new Map<number, string[]>();
    for (const [pfn, names] of news) held.set(pfn, names);
    const changed: Record<string, string[]> = {};
    // A page that nobody touched so far may have changed hands before.
    for (const pfn of new Set([...news.keys(), ...reader.fresh])) {
      if (!reader.frames.has(pfn)) continue;
      const names = held.get(pfn) ?? first.get(pfn) ?? [];
      const known = told.get(pfn) ?? first.get(pfn) ?? [];
      if (names.join() !== known.join()) changed[`page ${pfn}`] = names;
      told.set(pfn, names);
    }
    reader.fresh.length = 0;
    const step = this.steps.at(-1);
    if (step && Object.keys(changed).length > 0) step.holders = changed;
  }

  enter(name: string, args: readonly unknown[]): void {
    this.stack().push(name);
    const pages = args.flatMap((arg) => pageOf(arg) ?? []).map(page_to_pfn);
    this.calls.push(pages.length > 0 ? { enter: name, pages } : { enter: name });
  }

  leave(name: string, result: unknown): void {
    this.stack().pop();
    const page = pageOf(result);
    const told = page === null ? result : page_to_pfn(page);
    const plain = typeof told === "number" || typeof told === "boolean" || told === null;
    this.calls.push(plain ? { leave: name, result: told } : { leave: name });
  }

  /** The innermost kernel function that the actor is in. */
  within({ task }: Actor): string | null {
    return this.stacks.get(task.addr)?.at(-1) ?? null;
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
      const recorded = { ...at, calls: this.calls, reads, writes, log, next: this.nextOfAll() };
      const { waitsOn } = actor;
      this.steps.push(waitsOn === null ? recorded : { ...recorded, waits: this.word(waitsOn) });
    }
  }

  private nextOfAll(): Trace["start"]["next"] {
    return this.actors.map(({ step, waitsOn, finished }) => {
      if (step === null || finished) return null;
      return waitsOn === null ? { step } : { step, waits: this.word(waitsOn) };
    });
  }

  private touched(): { reads: string[]; writes: TraceWrite[] } {
    const { k } = this;
    const { footprint, touched } = k.memory;
    const old = k.memory.oldValues();
    const now = (addr: number) => k.memory.peek(addr);
    const before = (addr: number) => old.get(addr) ?? now(addr);
    const moved = this.rings.update(relinked(k, old));
    const reads = new Set<string>();
    for (const entry of footprint.subarray(0, touched)) {
      this.reader.touched(entry & ~1, before, moved);
      if ((entry & 1) === 0 && !old.has(entry) && !isOfCpu(k, entry)) reads.add(this.word(entry));
    }
    const writes: TraceWrite[] = [];
    for (const [addr, was] of old) {
      const value = k.memory.peek(addr);
      if (value === was) continue;
      const place = placeOf(k, addr);
      const write: TraceWrite = {
        ...place,
        before: formatWord(k, addr, was, before),
        after: formatWord(k, addr, value),
        raw: rawWords(was, value),
      };
      const page = pageOfFlags(k, addr);
      const change = page === undefined ? lockChange(k, place, value) : flagChange(k, page, was, value, before, now);
      if (change !== undefined) write.change = change;
      if (isBookkeeping(k, addr, place) || isFreeList(k, addr, old) || isLocal(k, addr, write))
        write.bookkeeping = true;
      writes.push(write);
    }
    return {
      reads: [...reads],
      writes: [
        ...writes,
        ...otherReadings(k, old),
        ...listChanges(k, old, this.rings, moved),
        ...changedOfCpus(k, old),
      ],
    };
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
