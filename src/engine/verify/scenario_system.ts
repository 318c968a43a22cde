/** A scenario on a kernel, as a system to explore. */
import type { Era, Release } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import type { Kernel } from "../../../models/machine/kernel.ts";
import { PAGE_STRUCT_BYTES } from "../../../models/machine/page.ts";
import type { Eventually, System, Violation } from "../explore/system.ts";
import { must } from "../must.ts";
import { Checker } from "../run/check.ts";
import { mismatches } from "../run/expect.ts";
import { complaint, mismatchText, type Wrong } from "../run/judge.ts";
import type { Limit } from "../run/limit.ts";
import { type Observation, observe } from "../run/observe.ts";
import { bootMachine, createActors } from "../run/prepare.ts";
import type { Expectation, Scenario } from "../scenario/scenario.ts";
import { ANOTHER_END, wordOf } from "../verdicts/vocabulary.ts";
import { World } from "./learned/world.ts";
import { Outside } from "./outside.ts";

export interface ScenarioSystemOptions {
  without?: readonly GuardName[];
  /** Hold every state to the invariants. */
  invariants?: boolean;
  /** Of these, rules that are not asked, by their numbers. */
  leaveOut?: readonly string[];
  /** What must hold in every end. */
  expected?: Expectation;
  /** What every fair order must come to. */
  eventually?: Expectation | null;
  /** Of the set-up, which has no slices. */
  limit?: Limit;
}

const LAST_WORD = PAGE_STRUCT_BYTES - 4;

export class ScenarioSystem implements System {
  readonly actors: readonly string[];
  readonly woken: number;
  readonly eventually: readonly Eventually[];
  private readonly world: World;

  private readonly expected: Expectation;
  private readonly checker: Checker | null;
  /** What the checker remembers of the steps so far, by text; the number is part of the state. */
  private readonly memories = new Map<string, number>();
  private memory = 0;
  /** … and after each step so far. */
  private readonly remembered: number[] = [];
  private readonly ends = new Map<string, End>();
  constructor(
    scenario: Scenario,
    era: Era,
    release: Release,
    {
      without = [],
      invariants = true,
      leaveOut = [],
      expected = {},
      eventually = null,
      limit,
    }: ScenarioSystemOptions = {},
  ) {
    this.expected = expected;
    const machine = bootMachine(scenario, era, release, without, limit);
    const start = createActors(scenario, machine);
    const { memory } = machine.k;
    memory.hashing = memory.learning = true;
    memory.hashA = memory.hashB = 0;
    const outside = new Outside(scenario);
    const accesses = invariants ? withPages : accessesOf;
    this.world = new World(start, (k, did) => Int32Array.of(...accesses(k), ...outside.accesses(did)));
    const { actors } = this.world.prepared.scheduler;
    this.actors = actors.map(({ name }) => name);
    this.woken = actors.reduce((mask, { serves }, actor) => (serves ? mask | (1 << actor) : mask), 0);
    this.checker = invariants ? new Checker(this.world.prepared, { undoes: true, leaveOut }) : null;
    this.eventually = eventually === null ? [] : [this.awaited(eventually)];
    this.remembered.push(this.remember());
  }

  /** The machine, for whoever wants to look at how its steps reach the memory. */
  get k(): Kernel {
    return this.world.prepared.k;
  }

  reset(): void {
    this.goBack(0);
  }
  undoTo(depth: number): void {
    this.goBack(depth);
  }
  private goBack(depth: number): void {
    this.world.undoTo(depth);
    if (this.checker === null) return;
    this.checker.undoTo(depth);
    if (this.remembered.length > depth + 1) this.remembered.length = depth + 1;
    this.memory = must(this.remembered[depth], "memory");
  }

  enabled(): number {
    const { actors } = this.world.prepared.scheduler;
    let mask = 0;
    for (let actor = 0; actor < actors.length; actor++) if (actors[actor]?.ready) mask |= 1 << actor;
    return mask;
  }
  finished(): number {
    const { actors } = this.world.prepared.scheduler;
    let mask = 0;
    for (let actor = 0; actor < actors.length; actor++) if (actors[actor]?.finished) mask |= 1 << actor;
    return mask;
  }

  step(actor: number): Violation | null {
    const violation = this.world.step(actor);
    if (violation !== null || this.checker === null) return violation;
    const broken = this.checker.afterStep(must(this.world.prepared.scheduler.actors[actor], "actor"), this.world.last);
    if (!this.checker.remembersTheSame) this.memory = this.remember();
    this.remembered.push(this.memory);
    return asViolation(broken);
  }

  private remember(): number {
    if (this.checker === null) return 0;
    const { remembered } = this.checker;
    const known = this.memories.get(remembered) ?? this.memories.size;
    this.memories.set(remembered, known);
    return known;
  }

  get stepId() {
    return this.world.last.id;
  }
  get footprint() {
    return this.world.last.footprint;
  }
  get touched() {
    return this.world.last.footprint.length;
  }
  get hashA() {
    const { prepared, said } = this.world;
    return prepared.k.memory.hashA ^ Math.imul(this.memory, 0x9e3779b1) ^ Math.imul(said, 0x27d4eb2f);
  }
  get hashB() {
    const { prepared, said } = this.world;
    return prepared.k.memory.hashB + Math.imul(this.memory, 0x85ebca6b) + Math.imul(said, 0x165667b1);
  }

  place(actor: number): number {
    return this.world.place(actor);
  }

  waitsOn(actor: number): readonly number[] {
    const word = this.world.prepared.scheduler.actors[actor]?.waitsOn ?? null;
    return word === null ? [] : [word];
  }
  checkEnd(): Violation | null {
    const wrong = complaint(this.world.prepared.k) ?? this.checker?.atEnd();
    return asViolation(wrong) ?? this.end().violation;
  }
  outcome(): string {
    return this.end().outcome;
  }

  /** Each look is looked at once, as with ends. */
  private awaited(pattern: Expectation): Eventually {
    const known = new Map<string, boolean>();
    const holds = () => {
      const { look, prepared } = this.world;
      const held = known.get(look) ?? mismatches(pattern, observe(prepared)).length === 0;
      known.set(look, held);
      return held;
    };
    return { what: JSON.stringify(pattern), holds };
  }

  /** Ends are looked at once: there are few, and each takes longer to look at than some hundred steps take. */
  private end(): End {
    const { look } = this.world;
    const known = this.ends.get(look);
    if (known) return known;
    const seen = observe(this.world.prepared);
    const end = { outcome: JSON.stringify(seen), violation: unexpected(this.expected, seen) };
    this.ends.set(look, end);
    return end;
  }
}

interface End {
  outcome: string;
  violation: Violation | null;
}

function unexpected(expected: Expectation, seen: Observation): Violation | null {
  const wrong = mismatches(expected, seen);
  return wrong.length === 0 ? null : { kind: ANOTHER_END, message: mismatchText(wrong), mild: true };
}

/** Accesses of one step. With more than these it goes round and round, and each access counts once: the explorer compares each with those of other steps. */
const MANY = 1 << 14;

function accessesOf({ memory: { footprint, touched } }: Kernel): Int32Array {
  const accesses = footprint.slice(0, touched);
  return touched < MANY ? accesses : new Int32Array(new Set(accesses));
}

/**
 * An invariant speaks of several words of a page at once, so the order of two changes to one page matters even where they are to
 * different words. The last word of a struct page is never used: it stands for the page.
 */
function withPages(k: Kernel): Int32Array {
  const { mem_map, frames } = k.memory;
  const accesses = accessesOf(k);
  const changes = accesses.filter((entry) => (entry & 1) === 1 && entry >= mem_map && entry < frames);
  const pages = changes.map((entry) => (entry - ((entry - mem_map) % PAGE_STRUCT_BYTES) + LAST_WORD) | 1);
  return Int32Array.of(...accesses, ...pages);
}

function asViolation(wrong: Wrong | null | undefined): Violation | null {
  if (!wrong) return null;
  return { kind: wordOf(wrong), message: wrong.message, ...(wrong.kind === "WARN" && { mild: true }) };
}
