/** The search of explore.ts: depth first, a step at a time. */

import { ENDLESS, endOf, noProgress } from "./ending.ts";
import { type Frame, Frames, type Sleep } from "./frames.ts";
import { HappensBefore } from "./happens_before.ts";
import { type Exploration, type ExploreOptions, emptyExploration } from "./options.ts";
import { conflict, Races } from "./races.ts";
import { SharedWords } from "./shared_words.ts";
import { Pace, type Progress, type Sliced } from "./slices.ts";
import { StateCache } from "./state_cache.ts";
import { StateKey } from "./state_key.ts";
import { ANY_WORD, addAccesses, addSummary, Summaries, type Summary } from "./summaries.ts";
import type { Choices, System, Violation } from "./system.ts";

const NOTHING: readonly number[] = [];
/** Turns of the search between two looks at the clock, and at whether to go on, at most. */
const SLICE = 64;
/** New executions are looked at for so long before the search starts again because of a word that turned out to be shared. */
const EARLY = 64;

export class Search {
  private readonly system: System;
  private readonly options: ExploreOptions;
  private readonly reduce: boolean;
  private readonly caching: boolean;
  private readonly sleeping: boolean;
  private readonly bounded: boolean;
  private readonly shared: SharedWords;
  private readonly started: number;
  private readonly frames = new Frames();
  private order: HappensBefore;
  private races: Races;
  private readonly key = new StateKey();
  private path: Choices = [];
  private cache = new StateCache();
  private summaries = new Summaries();
  /** Steps that the system has taken of `path`; more or less after going back. */
  private at = 0;
  private result: Exploration = emptyExploration();

  constructor(system: System, options: ExploreOptions) {
    this.system = system;
    this.options = options;
    this.reduce = options.reduction !== "none" && options.maxPreemptions === undefined;
    this.caching = (options.cut ?? "cache") === "cache";
    this.sleeping = options.cut === "sleep";
    this.bounded = options.maxPreemptions !== undefined;
    this.shared = new SharedWords(options.ignore ?? (() => false));
    this.started = options.now?.() ?? 0;
    this.order = new HappensBefore(system.actors.length);
    this.races = new Races(this.frames, this.order);
  }

  /** Stops now and then to tell how far it is; what it is told is whether to go on. */
  *run(): Sliced<Exploration> {
    let steps = 0;
    for (;;) {
      const finished = yield* this.search();
      steps += this.result.steps;
      if (finished) break;
      // A word turned out to be shared: what was skipped for its sake must be looked at again.
      this.shared.grew = false;
      this.order = new HappensBefore(this.system.actors.length);
      this.races = new Races(this.frames, this.order);
      this.cache = new StateCache();
      this.summaries = new Summaries();
      this.result = emptyExploration();
    }
    return { ...this.result, steps, states: Math.max(this.cache.size, this.result.states) };
  }

  /** False: it must be done again, with more shared words. */
  private *search(): Sliced<boolean> {
    this.frames.clear();
    this.path = [];
    this.rewind();
    this.enter(new Map());
    const pace = new Pace(SLICE, this.options.now ?? (() => 0));
    while (this.frames.length > 0) {
      const looks = pace.looks();
      const bound = this.boundHit(looks) ?? (looks && (yield this.progress()) === false ? "cancelled" : null);
      if (bound !== null) {
        this.result.bound = bound;
        return true;
      }
      const frame = this.frames.top;
      const actor = this.pick(frame);
      if (actor < 0) {
        this.leave();
        continue;
      }
      frame.done |= 1 << actor;
      if (!this.advance(frame, actor) && !this.options.findAll) return true;
      if (this.shared.grew && this.reduce && this.result.executions < EARLY) return false;
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
    const touched = this.reduce || this.sleeping ? this.shared.accessesOf(actor, system) : NOTHING;
    this.frames.reserve(this.shared.count);
    this.path.push(actor);
    if (this.reduce) {
      this.races.ofStep(actor, touched);
      this.order.push(actor, touched);
    }
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
  private enter(sleep: Sleep): boolean {
    const { system, result } = this;
    const depth = this.path.length;
    const enabled = system.enabled();
    const preemptions = this.bounded ? this.preemptions() : 0;
    this.key.read(system, this.bounded ? preemptions * 8 + (this.path.at(-1) ?? 7) + 1 : 0);
    if (enabled === 0) return this.end();
    const { maxSteps } = this.options;
    if (depth >= (maxSteps ?? ENDLESS)) {
      if (maxSteps === undefined) this.found(noProgress(depth));
      else this.result.bound = `${maxSteps} steps`;
      if (depth > 0) this.back(this.raceWithTheUnknown());
      return maxSteps !== undefined;
    }
    result.states++;
    const { a, b } = this.key;
    const known = this.caching ? this.cache.get(a, b) : -1;
    if (known >= 0) {
      const summary = this.reduce ? this.summaries.of(known) : undefined;
      result.states--;
      result.cut++;
      if (summary) this.races.withSummary(summary);
      if (depth > 0) this.back(summary);
      return true;
    }
    const backtrack = this.reduce ? this.first(enabled, sleep) : enabled;
    const frame = this.frames.push();
    frame.enabled = enabled;
    frame.backtrack = backtrack;
    frame.sleep = sleep;
    frame.preemptions = preemptions;
    frame.a = a;
    frame.b = b;
    if (backtrack === 0) {
      result.cut++;
      this.leave();
    }
    return true;
  }

  private preemptions(): number {
    if (this.frames.length === 0) return 0;
    const before = this.frames.top;
    const [previous, last] = [this.path.at(-2), this.path.at(-1)];
    const preempted = previous !== undefined && previous !== last && (before.enabled & (1 << previous)) !== 0;
    return before.preemptions + (preempted ? 1 : 0);
  }

  private first(enabled: number, sleep: Sleep): number {
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
    const waiting = this.reduce && violation?.kind === "deadlock" ? this.raceWithWaiting() : undefined;
    if (violation !== null) {
      this.found(violation);
    } else {
      const outcome = system.outcome();
      const known = result.outcomes.get(outcome);
      if (known) known.count++;
      else result.outcomes.set(outcome, { count: 1, choices: [...path] });
    }
    if (path.length > 0) this.back(waiting);
    return violation === null;
  }

  /** What the waiting actors would look at next races with the steps taken, although they never come to it. */
  private raceWithWaiting(): Summary {
    const { system, shared, frames, races } = this;
    const waiting = system.actors.flatMap((_, actor) => {
      return system.waitsOn(actor).map((word) => ({ actor, access: shared.numberOf(word) * 2 }));
    });
    frames.reserve(shared.count);
    const summary = new Int32Array(shared.count);
    for (const { actor, access } of waiting) {
      if (access === 0) continue;
      races.withWord(actor, access + 1);
      addAccesses(summary, actor, [access + 1]);
    }
    return summary;
  }

  private found(violation: Violation): void {
    if (this.result.violations.some(({ kind }) => kind === violation.kind)) return;
    this.result.violations.push({ ...violation, choices: [...this.path] });
  }

  /** The top frame is explored: its state is known now, and its summary belongs to the state before it as well. */
  private leave(): void {
    const frame = this.frames.pop();
    if (this.caching) this.cache.set(frame.a, frame.b, this.reduce ? this.summaries.numberOf(frame.summary) : 0);
    if (this.frames.length > 0) this.back(frame.summary);
  }

  /** Undoes the last step; what it and everything after it touched joins the summary of the state before. */
  private back(after?: Summary): void {
    const actor = this.path.pop() as number;
    const step = this.path.length;
    if (!this.reduce) return;
    if (this.caching) {
      const { summary } = this.frames.at(step);
      addAccesses(summary, actor, this.order.touched[step] as readonly number[]);
      if (after) addSummary(summary, after);
    }
    this.order.truncate(step);
  }

  /** An execution that ended early: nobody knows what the others would have touched, so it may have been anything. */
  private raceWithTheUnknown(): Summary {
    const summary = new Int32Array(1);
    for (const actor of this.system.actors.keys()) addAccesses(summary, actor, [ANY_WORD * 2 + 1]);
    if (this.reduce) this.races.withSummary(summary);
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

  private boundHit(looks: boolean): string | null {
    const { maxExecutions, maxTime, now } = this.options;
    const { executions, cut } = this.result;
    if (maxExecutions !== undefined && executions + cut >= maxExecutions) return `${maxExecutions} executions`;
    if (looks && maxTime !== undefined && now && now() - this.started > maxTime) return `${maxTime / 1000} s`;
    return null;
  }

  private progress(): Progress {
    const { executions, states } = this.result;
    return { doing: "explore", executions, states, depth: this.frames.length, estimate: this.estimate() };
  }

  /** Each choice near the root counts for its share of the whole. */
  private estimate(): number {
    let share = 1;
    let done = 0;
    for (let depth = 0; depth < Math.min(this.frames.length, 12); depth++) {
      const frame = this.frames.at(depth);
      const total = popcount(frame.backtrack & frame.enabled) || 1;
      const finished = popcount(frame.done) - 1;
      done += (share * Math.max(0, finished)) / total;
      share /= total;
    }
    return done;
  }
}

/** A sleeping actor wakes when a step touches what it would touch. */
function wakeConflicting(sleep: Sleep, touched: readonly number[]): Sleep {
  return new Map([...sleep].filter(([, accesses]) => !conflict(accesses, touched)));
}

function popcount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
