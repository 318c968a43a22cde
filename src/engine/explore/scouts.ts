/**
 * Random schedules beside a search. Whatever goes wrong in many orders they meet within a few runs, where a search that goes depth first stays in one
 * corner for thousands. They have the first turn; after that they get one step for every eight of the search, so what nothing is wrong
 * with takes little longer. The search is told to pause by its steps, not by a clock, so that what comes out is the same every time.
 */
import { ENDLESS } from "./ending.ts";
import { joined, noteOutcome, noteViolation } from "./found.ts";
import type { Limits } from "./limits.ts";
import { type Exploration, type ExploreOptions, emptyExploration, FIRST_VIOLATION } from "./options.ts";
import { Schedules } from "./schedules.ts";
import { SharedWords } from "./shared_words.ts";
import type { Sliced } from "./slices.ts";
import type { Choices, System, Violation } from "./system.ts";

/** A search that lets somebody else have the system for a while. */
export interface Pausing<R> {
  /** Steps that it has taken, and what it has found. */
  readonly taken: number;
  readonly soFar: Exploration;
  /** When it has taken so many it yields, at a moment at which the system may be led elsewhere. */
  pauseAt: number;
  /** The system has been led elsewhere. */
  forget(): void;
  run(): Sliced<R>;
}

export const FIRST_RUNS = 16;
const SHARE = 8;
export const SEED = 1;

export class Scouts {
  /** All that they have met. */
  readonly result: Exploration = emptyExploration();
  /** What their steps show of that, a search need not find out, and begin again for. */
  readonly shared: SharedWords;
  private readonly system: System;
  private readonly schedules: Schedules;
  private readonly findAll: boolean;
  /** Runs do not end: there is no point in more of them. */
  private isLost = false;

  constructor(system: System, { maxSteps, maxPreemptions, findAll = false, ignore }: ExploreOptions) {
    this.system = system;
    this.shared = new SharedWords(ignore);
    const taken = (actor: number) => this.shared.accessesOf(actor, system);
    this.schedules = new Schedules(system, SEED, { maxSteps, maxPreemptions, taken, stays: true });
    this.findAll = findAll;
  }

  /** The search with them beside it; where they find something first, that is all there is. */
  *beside<R>(search: Pausing<R>): Sliced<R | Exploration> {
    const run = search.run();
    // Where everything is to be found, there is nothing to be found first.
    if (this.findAll) return yield* run;
    search.pauseAt = SHARE * this.result.steps;
    for (let told = run.next(); ; ) {
      if (told.done) return told.value;
      let goesOn = true;
      if (search.taken >= search.pauseAt) {
        goesOn = yield* this.turn();
        if (this.hasFound) return { ...joined(search.soFar, this.result), bound: FIRST_VIOLATION };
        search.forget();
        search.pauseAt = this.isLost ? Number.POSITIVE_INFINITY : search.taken + SHARE * this.result.steps;
      }
      told = run.next(goesOn && (yield told.value) !== false);
    }
  }

  /** As many runs as there were before. False: it was told to stop. */
  *turn(): Sliced<boolean> {
    const until = Math.max(FIRST_RUNS, 2 * this.result.random);
    return yield* this.while(() => this.result.random < until);
  }

  /** Runs as long as there is something left of the limits. */
  *rest(limits: Limits): Sliced<boolean> {
    return yield* this.while(() => limits.hit({ executions: this.result.random, cut: 0 }, true) === null);
  }

  /** What a search found, with their part of the work, and what they have met where a limit stopped it. */
  counted(searched: Exploration): Exploration {
    if (searched.bound !== null) return joined(searched, this.result);
    const { random, steps } = this.result;
    return { ...searched, random: searched.random + random, steps: searched.steps + steps };
  }

  get hasFound(): boolean {
    return this.result.violations.length > 0 && !this.findAll;
  }

  private *while(goesOn: () => boolean): Sliced<boolean> {
    const { result, system } = this;
    while (goesOn() && !this.isLost && !this.hasFound) {
      const { choices, violation, ended } = this.schedules.run(() => false);
      result.random++;
      result.steps += choices.length;
      this.isLost = choices.length === ENDLESS && !ended;
      if (violation !== null) this.note(violation, choices);
      else if (ended) noteOutcome(result, system, choices);
      const { random, states } = result;
      const told = { doing: "explore", executions: random, states, depth: choices.length, estimate: 0 } as const;
      if ((yield told) === false) return false;
    }
    return true;
  }

  /** What is mild is for the search to find, where there is nothing worse. */
  private note(violation: Violation, choices: Choices): void {
    if (violation.mild && !this.findAll) return;
    noteViolation(this.result, violation, choices);
    if (this.hasFound) this.result.bound = FIRST_VIOLATION;
  }
}
