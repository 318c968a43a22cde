/**
 * Tries every order in which the actors can take their steps, except those that differ only in the order of independent steps.
 *
 * Depth first, by replay from the initial state. Dynamic partial-order reduction with source sets (Abdulla, Aronis, Jonsson, Sagonas,
 * POPL 2014): where two steps of an execution race, the other order is tried too. Orders that are left meet one of two cuts:
 * - `sleep`: sleep sets, which make sure that no two executions are the same up to independent steps;
 * - `cache`: a state that was explored before is not explored again. Its summary, all words that anything after it touched, stands in
 *   for the executions cut: races with them are looked for all the same, on the safe side.
 */
import { HappensBefore } from "./happens_before.ts";
import { SharedWords } from "./shared_words.ts";
import { endOf } from "./shortest.ts";
import { History } from "./state_key.ts";
import type { Choices, System, Violation } from "./system.ts";

export interface ExploreOptions {
  /** `none`: every order and every state; for tests of the reduction, and small systems. */
  reduction?: "none" | "dpor";
  /** Switches away from an actor that could have gone on. With this bound nothing is reduced, and states are cached. */
  maxPreemptions?: number;
  /** What stops the same thing from being explored twice. */
  cut?: "none" | "sleep" | "cache";
  /** Steps of one execution; one that is longer counts as endless. */
  maxSteps?: number;
  /** Milliseconds. Asked of `now`, so that this file needs no clock of its own. */
  maxTime?: number;
  maxExecutions?: number;
  now?: () => number;
  /** Called now and then; false cancels. */
  onProgress?: (progress: Progress) => boolean;
  /** Go on after a violation, to find all kinds. */
  findAll?: boolean;
  /** For tests: forget a word that steps touched, so that races on it are missed. */
  ignore?: (word: number) => boolean;
}

export interface Progress {
  executions: number;
  states: number;
  depth: number;
  /** Of the work at the first few choices, how much is done: 0 to 1. A guess. */
  estimate: number;
}

export interface Found extends Violation {
  choices: Choices;
}

export interface Exploration {
  /** Null: every interleaving was covered. Otherwise the bound that was hit. */
  bound: string | null;
  /** One of each kind. */
  violations: Found[];
  /** End states without a violation: how often each was met, and an order that leads there. */
  outcomes: Map<string, { count: number; choices: Choices }>;
  /** Executions that came to their end, and those cut off because the rest was known. */
  executions: number;
  cut: number;
  states: number;
  /** Steps taken, replays included. */
  steps: number;
}

interface Frame {
  enabled: number;
  /** Actors to try from here, and those tried. */
  backtrack: number;
  done: number;
  /** Actors that need not be tried, with the words of the step that each would take. */
  sleep: Map<number, number[]>;
  /** Switches so far that nobody was forced to make. */
  preemptions: number;
  /** Everything touched after this state, as word access * 8 + actor. Only with the cache. */
  summary: Set<number>;
  key: number;
  check: number;
}

const ENDLESS = 2000;
/** In a summary: a store to every word there is. */
const ANY_WORD = 1;

export function explore(system: System, options: ExploreOptions = {}): Exploration {
  return new Search(system, options).run();
}

class Search {
  private readonly system: System;
  private readonly options: ExploreOptions;
  private readonly reduce: boolean;
  private readonly caching: boolean;
  private readonly sleeping: boolean;
  private readonly bounded: boolean;
  private readonly shared = new SharedWords();
  private readonly started: number;
  private order: HappensBefore;
  private history: History;
  private frames: Frame[] = [];
  private path: Choices = [];
  private cache = new Map<number, { check: number; summary: Set<number> }>();
  /** Steps that the system has taken of `path`; less after going back. */
  private at = 0;
  private result: Exploration;

  constructor(system: System, options: ExploreOptions) {
    this.system = system;
    this.options = options;
    this.reduce = options.reduction !== "none" && options.maxPreemptions === undefined;
    this.caching = (options.cut ?? "cache") === "cache";
    this.sleeping = options.cut === "sleep";
    this.bounded = options.maxPreemptions !== undefined;
    this.started = options.now?.() ?? 0;
    this.order = new HappensBefore(system.actors.length);
    this.history = new History(system.actors.length);
    this.result = empty();
  }

  run(): Exploration {
    let steps = 0;
    for (;;) {
      const finished = this.search();
      steps += this.result.steps;
      if (finished) break;
      // A word turned out to be shared: what was skipped for its sake must be looked at again.
      this.shared.grew = false;
      this.order = new HappensBefore(this.system.actors.length);
      this.cache = new Map();
      this.result = empty();
    }
    return { ...this.result, steps, states: Math.max(this.cache.size, this.result.states) };
  }

  /** False: it must be done again, with more shared words. */
  private search(): boolean {
    this.frames = [];
    this.path = [];
    this.rewind();
    this.enter(new Map());
    while (this.frames.length > 0) {
      const bound = this.boundHit();
      if (bound !== null) {
        this.result.bound = bound;
        return true;
      }
      const frame = this.frames.at(-1) as Frame;
      const actor = this.pick(frame);
      if (actor < 0) {
        this.leave();
        continue;
      }
      frame.done |= 1 << actor;
      if (!this.advance(frame, actor) && !this.options.findAll) return true;
      if (this.shared.grew && this.reduce && this.result.executions < 64) return false;
    }
    return !(this.shared.grew && this.reduce);
  }

  /** The actor that ran last goes on if it may: fewer switches, and replays that look like real runs. */
  private pick({ enabled, backtrack, done, sleep, preemptions }: Frame): number {
    const last = this.path.at(-1);
    let candidates = enabled & backtrack & ~done;
    const { maxPreemptions } = this.options;
    if (
      maxPreemptions !== undefined &&
      preemptions >= maxPreemptions &&
      last !== undefined &&
      (enabled & (1 << last)) !== 0
    ) {
      if ((candidates & ~(1 << last)) !== 0) this.result.bound = `${maxPreemptions} preemptions`;
      candidates &= 1 << last;
    }
    for (const asleep of sleep.keys()) candidates &= ~(1 << asleep);
    if (candidates === 0) return -1;
    if (last !== undefined && (candidates & (1 << last)) !== 0) return last;
    return 31 - Math.clz32(candidates & -candidates);
  }

  /** Takes one step from the top frame. False: it ended in a violation. */
  private advance(frame: Frame, actor: number): boolean {
    const depth = this.frames.length - 1;
    if (this.at !== depth) this.goBack(depth);
    const { system } = this;
    const violation = system.step(actor);
    this.at++;
    this.result.steps++;
    const touched = this.touchedBy(actor);
    this.path.push(actor);
    this.history.push(depth, actor, system);
    if (this.reduce) this.findRaces(actor, touched);
    this.order.push(actor, touched);
    const asleep = this.sleeping ? wakeConflicting(frame.sleep, touched) : frame.sleep;
    if (this.sleeping) frame.sleep.set(actor, touched);

    if (violation !== null) {
      this.found(violation);
      this.back(this.raceWithTheUnknown());
      return false;
    }
    return this.enter(asleep);
  }

  /** The state after `path`: new, known, or an end. False: a violation in the end. */
  private enter(sleep: Map<number, number[]>): boolean {
    const { system, result } = this;
    const depth = this.path.length;
    const enabled = system.enabled();
    const preemptions = this.preemptions();
    const { key, check } = this.history.key(
      depth,
      system,
      this.bounded ? preemptions * 8 + (this.path.at(-1) ?? 7) + 1 : 0,
    );
    if (enabled === 0) return this.end();
    if (depth >= (this.options.maxSteps ?? ENDLESS)) {
      this.found({ kind: "no-progress", message: `not finished after ${depth} steps` });
      if (depth > 0) this.back(this.raceWithTheUnknown());
      return false;
    }
    result.states++;
    const known = this.caching ? this.cache.get(key) : undefined;
    if (known !== undefined && known.check === check) {
      result.states--;
      result.cut++;
      if (this.reduce) this.raceWithSummary(known.summary);
      if (depth > 0) this.back(known.summary);
      return true;
    }
    const backtrack = this.reduce ? this.first(enabled, sleep) : enabled;
    this.frames.push({ enabled, backtrack, done: 0, sleep, preemptions, summary: new Set(), key, check });
    if (backtrack === 0) {
      result.cut++;
      this.leave();
    }
    return true;
  }

  private preemptions(): number {
    const before = this.frames.at(-1);
    if (before === undefined) return 0;
    const [previous, last] = [this.path.at(-2), this.path.at(-1)];
    const preempted = previous !== undefined && previous !== last && (before.enabled & (1 << previous)) !== 0;
    return before.preemptions + (preempted ? 1 : 0);
  }

  private first(enabled: number, sleep: Map<number, number[]>): number {
    let awake = enabled;
    for (const actor of sleep.keys()) awake &= ~(1 << actor);
    const last = this.path.at(-1);
    if (last !== undefined && (awake & (1 << last)) !== 0) return 1 << last;
    return awake & -awake;
  }

  private end(): boolean {
    const { system, result, path } = this;
    result.executions++;
    const violation = endOf(system);
    if (violation?.kind === "deadlock") this.raceWithWaiting();
    if (violation !== null) {
      this.found(violation);
    } else {
      const outcome = system.outcome();
      const known = result.outcomes.get(outcome);
      if (known) known.count++;
      else result.outcomes.set(outcome, { count: 1, choices: [...path] });
    }
    if (path.length > 0) this.back();
    return violation === null;
  }

  /** What the waiting actors would look at next races with the steps taken, although they never come to it. */
  private raceWithWaiting(): void {
    if (!this.reduce) return;
    for (const actor of this.system.actors.keys()) {
      const word = this.system.waitsOn(actor);
      if (word !== 0) this.raceWithSummary(new Set([(word | 1) * 8 + actor]));
    }
  }

  private found(violation: Violation): void {
    if (this.result.violations.some(({ kind }) => kind === violation.kind)) return;
    this.result.violations.push({ ...violation, choices: [...this.path] });
  }

  /** The top frame is explored: its state is known now, and its summary belongs to the state before it as well. */
  private leave(): void {
    const frame = this.frames.pop() as Frame;
    if (this.caching) this.cache.set(frame.key, { check: frame.check, summary: frame.summary });
    if (this.frames.length > 0) this.back(frame.summary);
  }

  /** Undoes the last step; what it and everything after it touched joins the summary of the state before. */
  private back(after?: ReadonlySet<number>): void {
    const actor = this.path.pop() as number;
    const step = this.path.length;
    if (this.caching) {
      const { summary } = this.frames[step] as Frame;
      for (const access of this.order.touched[step] as number[]) summary.add(access * 8 + actor);
      if (after) for (const entry of after) summary.add(entry);
    }
    this.order.truncate(step);
  }

  private touchedBy(actor: number): number[] {
    const { system, options } = this;
    const touched = this.shared.note(actor, system.footprint, system.touched);
    return options.ignore ? touched.filter((access) => !options.ignore?.(access & ~1)) : touched;
  }

  /** For every step that races with the one just taken, makes sure that the other order is tried. */
  private findRaces(actor: number, touched: number[]): void {
    const { order } = this;
    const candidates = new Set<number>();
    for (const access of touched) for (const step of order.conflicts(actor, access)) candidates.add(step);
    const waiting = order.last(actor);
    const direct: number[] = [];
    for (const step of [...candidates].sort((a, b) => b - a)) {
      // Ordered already by a step between them.
      if (direct.some((later) => order.before(step, later))) continue;
      const couldRun = ((this.frames[step] as Frame).enabled & (1 << actor)) !== 0;
      // It was this very step that could not run before: it cannot have come first. An older one may have.
      if (!couldRun && waiting < step) continue;
      direct.push(step);
      this.tryOther(step, actor, touched);
    }
  }

  /** Source sets: of the steps after `step` that do not depend on it, and then the actor's, some first one must be tried before it. */
  private tryOther(step: number, actor: number, touched: number[]): void {
    const { order } = this;
    const frame = this.frames[step] as Frame;
    const independent: number[] = [];
    let seen = 0;
    let initials = 0;
    const isFirst = (each: number) => !independent.some((earlier) => order.before(earlier, each));
    for (let each = step + 1; each < order.length; each++) {
      if (order.before(step, each)) continue;
      const bit = 1 << (order.actorOf[each] as number);
      if ((seen & bit) === 0 && isFirst(each)) initials |= bit;
      seen |= bit;
      independent.push(each);
    }
    const bit = 1 << actor;
    const dependsOn = (earlier: number) =>
      order.knownTo(actor, earlier) ||
      touched.some((access) =>
        (order.touched[earlier] as number[]).some(
          (other) => (other & ~1) === (access & ~1) && ((other | access) & 1) === 1,
        ),
      );
    if ((seen & bit) === 0 && !independent.some(dependsOn)) initials |= bit;
    initials &= frame.enabled;
    if (initials === 0) frame.backtrack |= frame.enabled;
    else if ((frame.backtrack & initials) === 0) frame.backtrack |= (initials & bit) !== 0 ? bit : initials & -initials;
  }

  /** The same for steps that were cut off: all that is known is which words each actor touches some time later. */
  private raceWithSummary(summary: ReadonlySet<number>): void {
    const { order } = this;
    for (const entry of summary) {
      const actor = entry & 7;
      const access = Math.floor(entry / 8);
      const steps = access === ANY_WORD ? order.unknownTo(actor) : order.conflicts(actor, access);
      for (const step of steps) {
        const frame = this.frames[step] as Frame;
        frame.backtrack |= (frame.enabled & (1 << actor)) !== 0 ? 1 << actor : frame.enabled;
      }
    }
  }

  /** An execution that ended early: nobody knows what the others would have touched, so it may have been anything. */
  private raceWithTheUnknown(): ReadonlySet<number> {
    const summary = new Set<number>();
    for (const actor of this.system.actors.keys()) summary.add(ANY_WORD * 8 + actor);
    if (this.reduce) this.raceWithSummary(summary);
    return summary;
  }

  private goBack(depth: number): void {
    if (this.system.undoTo) {
      this.system.undoTo(depth);
      this.at = depth;
      return;
    }
    this.rewind();
    for (let step = 0; step < depth; step++) {
      this.system.step(this.path[step] as number);
      this.result.steps++;
    }
    this.at = depth;
  }

  private rewind(): void {
    this.system.reset();
    this.at = 0;
  }

  private boundHit(): string | null {
    const { maxExecutions, maxTime, now, onProgress } = this.options;
    const { executions, cut, states } = this.result;
    if (maxExecutions !== undefined && executions + cut >= maxExecutions) return `${maxExecutions} executions`;
    if ((states & 0xff) !== 0) return null;
    if (maxTime !== undefined && now && now() - this.started > maxTime) return `${maxTime / 1000} s`;
    if (onProgress?.({ executions, states, depth: this.frames.length, estimate: this.estimate() }) === false)
      return "cancelled";
    return null;
  }

  /** Each choice near the root counts for its share of the whole. */
  private estimate(): number {
    let share = 1;
    let done = 0;
    for (const frame of this.frames.slice(0, 12)) {
      const total = popcount(frame.backtrack & frame.enabled) || 1;
      const finished = popcount(frame.done) - 1;
      done += (share * Math.max(0, finished)) / total;
      share /= total;
    }
    return done;
  }
}

/** A sleeping actor wakes when a step touches what it would touch. */
function wakeConflicting(sleep: Map<number, number[]>, touched: number[]): Map<number, number[]> {
  const asleep = new Map<number, number[]>();
  for (const [actor, words] of sleep) {
    const conflict = words.some((word) =>
      touched.some((other) => (word & ~1) === (other & ~1) && ((word | other) & 1) === 1),
    );
    if (!conflict) asleep.set(actor, words);
  }
  return asleep;
}

function popcount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function empty(): Exploration {
  return { bound: null, violations: [], outcomes: new Map(), executions: 0, cut: 0, states: 0, steps: 0 };
}
