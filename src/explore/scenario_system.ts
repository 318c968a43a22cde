/** A scenario on a kernel, as a system to explore. */
import type { Era, Release } from "../../models/era.ts";
import type { GuardName } from "../../models/guards.ts";
import { Fault } from "../../models/machine/fault.ts";
import { PAGE_STRUCT_BYTES } from "../../models/machine/page.ts";
import { type Broken, Checker } from "../run/check.ts";
import { mismatches } from "../run/expect.ts";
import { observe } from "../run/observe.ts";
import { bootMachine, createActors, type Prepared } from "../run/prepare.ts";
import type { Expectation, Scenario } from "../scenario/scenario.ts";
import type { System, Violation } from "./system.ts";

export interface ScenarioSystemOptions {
  without?: readonly GuardName[];
  /** Hold every state to the invariants. */
  invariants?: boolean;
  /** What must hold in every end. */
  expected?: Expectation;
}

const LAST_WORD = PAGE_STRUCT_BYTES - 4;

export class ScenarioSystem implements System {
  readonly actors: readonly string[];
  private readonly start: () => Prepared;
  private readonly initial: ArrayBuffer;
  private prepared: Prepared;
  private chapters: { told: number; hash: number }[] = [];

  private readonly invariants: boolean;
  private readonly expected: Expectation;
  private checker: Checker | null = null;
  /** The last step's footprint, with one word more for each page that it changed. */
  private accesses = new Int32Array(256);
  private accessCount = 0;

  constructor(
    scenario: Scenario,
    era: Era,
    release: Release,
    { without = [], invariants = true, expected = {} }: ScenarioSystemOptions = {},
  ) {
    this.invariants = invariants;
    this.expected = expected;
    const machine = bootMachine(scenario, era, release, without);
    this.actors = scenario.actors.map(({ name }) => name);
    this.start = createActors(scenario, machine);
    machine.k.memory.hashing = true;
    this.initial = machine.k.memory.snapshot();
    this.prepared = this.start();
    this.chapters = this.actors.map(() => ({ told: 0, hash: 0 }));
    if (this.invariants) this.checker = new Checker(this.prepared);
  }

  reset(): void {
    const { k } = this.prepared;
    k.memory.restore(this.initial);
    k.log.length = 0;
    this.prepared = this.start();
    this.chapters = this.actors.map(() => ({ told: 0, hash: 0 }));
    if (this.invariants) this.checker = new Checker(this.prepared);
  }

  enabled(): number {
    return this.mask((actor) => actor.ready);
  }
  finished(): number {
    return this.mask((actor) => actor.next === null);
  }

  step(actor: number): Violation | null {
    const { scheduler } = this.prepared;
    const running = scheduler.actors[actor] as (typeof scheduler.actors)[number];
    try {
      scheduler.run(running);
    } catch (error) {
      if (error instanceof Fault) return { kind: error.kind, message: error.message };
      throw error;
    } finally {
      this.readFootprint();
    }
    return asViolation(this.checker?.afterStep(running));
  }

  get footprint() {
    return this.accesses;
  }
  get touched() {
    return this.accessCount;
  }
  get learntA() {
    return this.prepared.k.memory.learntA;
  }
  get learntB() {
    return this.prepared.k.memory.learntB;
  }
  get hashA() {
    return this.prepared.k.memory.hashA;
  }
  get hashB() {
    return this.prepared.k.memory.hashB;
  }

  /** An operation depends on what went before only by what earlier ones returned, and by the pages that have names when it begins. */
  chapter(actor: number): number {
    const { results, pages } = this.prepared;
    const told = results[this.actors[actor] as string] as unknown[];
    const known = this.chapters[actor] as { told: number; hash: number };
    if (known.told !== told.length) {
      const names = [...pages].map(([name, { addr }]) => [name, addr]);
      this.chapters[actor] = { told: told.length, hash: hashText(JSON.stringify([told, names])) };
    }
    return (this.chapters[actor] as { hash: number }).hash;
  }

  waitsOn(actor: number): number {
    return this.prepared.scheduler.actors[actor]?.waitsOn ?? 0;
  }
  checkEnd(): Violation | null {
    const broken = asViolation(this.checker?.atEnd());
    if (broken !== null) return broken;
    const [wrong] = mismatches(this.expected, observe(this.prepared));
    if (!wrong) return null;
    const found = JSON.stringify(wrong.found) ?? "missing";
    return { kind: "expectation", message: `${wrong.path} is ${found}, expected ${JSON.stringify(wrong.expected)}` };
  }
  outcome(): string {
    return JSON.stringify(observe(this.prepared));
  }

  /**
   * An invariant speaks of several words of a page at once, so the order of two changes to one page matters even where they are to
   * different words. The last word of a struct page is never used: it stands for the page.
   */
  private readFootprint(): void {
    const { footprint, touched, mem_map, frames } = this.prepared.k.memory;
    if (touched * 2 > this.accesses.length) this.accesses = new Int32Array(touched * 4);
    this.accesses.set(footprint.subarray(0, touched));
    this.accessCount = touched;
    if (!this.invariants) return;
    for (let at = 0; at < touched; at++) {
      const entry = footprint[at] as number;
      const ofPage = (entry & 1) === 1 && entry >= mem_map && entry < frames;
      if (ofPage) this.accesses[this.accessCount++] = (entry - ((entry - mem_map) % PAGE_STRUCT_BYTES) + LAST_WORD) | 1;
    }
  }

  private mask(holds: (actor: Prepared["scheduler"]["actors"][number]) => boolean): number {
    return this.prepared.scheduler.actors.reduce(
      (mask, actor, index) => (holds(actor) ? mask | (1 << index) : mask),
      0,
    );
  }
}

function asViolation(broken: Broken | null | undefined): Violation | null {
  if (!broken) return null;
  return { kind: broken.rule === undefined ? broken.kind : `${broken.kind} ${broken.rule}`, message: broken.message };
}

function hashText(text: string): number {
  let hash = 1;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
