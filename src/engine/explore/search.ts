/** The search of explore.ts: depth first, a step at a time. */

import { actorsOf, EVERYBODY, includes, lowest } from "./actors.ts";
import { ENDLESS, takeTurns } from "./ending.ts";
import { estimatedStates } from "./estimate.ts";
import { Execution } from "./execution.ts";
import { noteEnd, noteViolation, withChoices } from "./found.ts";
import { type Frame, Frames, type Sleep } from "./frames.ts";
import { type Limits, SLICE } from "./limits.ts";
import { must } from "./must.ts";
import { CANCELLED, type Exploration, type ExploreOptions, emptyExploration, FIRST_VIOLATION } from "./options.ts";
import { allowed, preempts } from "./preemptions.ts";
import { conflict } from "./races.ts";
import { Reduction } from "./reduction.ts";
import type { Pausing } from "./scouts.ts";
import type { SharedWords } from "./shared_words.ts";
import { Pace, type Progress, type Sliced } from "./slices.ts";
import { NEW, StateCache, UNDER_WAY } from "./state_cache.ts";
import { StateKey } from "./state_key.ts";
import type { Summary } from "./summaries.ts";
import type { Choices, System } from "./system.ts";
import { takeWakeup, type Wakeup } from "./wakeups.ts";

const NOTHING: readonly number[] = [];
/** New executions are looked at for so long before the search starts again because of a word that turned out to be shared. */
const EARLY = 64;
/** Steps, the first time; then twice as many each time, for where one such word is, there are more. */
const PATIENCE = 64;

/** How a search came to its end: `endless`: an execution goes round or on and on, and the search is not made for that. */
type Ending = "complete" | "again" | "endless";

export class Search implements Pausing<Exploration | null> {
  pauseAt = Number.POSITIVE_INFINITY;
  /** Steps taken in searches that had to be begun again. */
  private before = 0;
  private patience = PATIENCE;
  private readonly system: System;
  private readonly options: ExploreOptions;
  private readonly limits: Limits;
  private readonly caching: boolean;
  private readonly sleeping: boolean;
  private readonly bounded: boolean;
  private readonly shared: SharedWords;
  private readonly frames = new Frames();
  /** Null: no order is left out for being like another one. */
  private reduction: Reduction | null;
  private readonly key = new StateKey();
  /** Where executions begin: orders that lead there. */
  private readonly starts: readonly Choices[];
  private readonly execution: Execution;
  private cache = new StateCache();
  private isEndless = false;
  private result: Exploration = emptyExploration();

  /** `shared`: what is known of that. */
  constructor(
    system: System,
    options: ExploreOptions,
    limits: Limits,
    shared: SharedWords,
    starts: readonly Choices[] = [[]],
  ) {
    const { reduction, cut = "cache", maxPreemptions } = options;
    this.system = system;
    this.options = options;
    this.limits = limits;
    this.starts = starts;
    this.bounded = maxPreemptions !== undefined;
    this.sleeping = cut === "sleep" && !this.bounded;
    this.caching = cut === "cache" || (cut === "sleep" && this.bounded);
    this.shared = shared;
    this.execution = new Execution(system);
    const reduces = reduction !== "none" && !this.bounded;
    this.reduction = reduces
      ? new Reduction(system, this.frames, this.shared, this.caching, this.sleeping ? this.execution : null)
      : null;
  }

  /** Null: there are executions without end. Stops now and then to tell how far it is; what it is told is whether to go on. */
  *run(): Sliced<Exploration | null> {
    for (;;) {
      this.shared.grew = false;
      const ending = yield* this.search();
      if (ending === "endless") return null;
      if (ending === "complete") return this.soFar;
      // A word turned out to be shared: what was skipped for its sake must be looked at again.
      this.before = this.taken;
      this.patience *= 2;
      this.cache = new StateCache();
      if (this.reduction) this.reduction = this.reduction.anew();
      this.result = emptyExploration();
    }
  }

  get taken(): number {
    return this.before + this.result.steps;
  }
  private get bytes(): number {
    return this.cache.bytesWith(SLICE) + (this.reduction?.bytes ?? 0);
  }
  get soFar(): Exploration {
    return { ...this.result, steps: this.taken, states: Math.max(this.cache.size, this.result.states) };
  }
  forget(): void {
    this.execution.forget();
  }
  /** The states that there are, as an estimate. Where preemptions are bounded a state counts several times. */
  *estimated(): Sliced<number | null> {
    const { bounded, cache, system } = this;
    if (bounded) return null;
    const knows = ({ a, b }: StateKey) => cache.valueAt(cache.find(a, b)) !== NEW;
    return yield* estimatedStates(system, knows, { ...this.progress(), states: cache.size });
  }

  private *search(): Sliced<Ending> {
    try {
      return yield* this.depthFirst();
    } catch (error) {
      throw withChoices(error, this.execution.choices);
    }
  }

  /** From the one start and then from the next. What is known of states holds wherever they are met. */
  private *depthFirst(): Sliced<Ending> {
    const pace = new Pace(SLICE, this.options.now ?? (() => 0));
    for (const start of this.starts) {
      const ending = yield* this.from(start, pace);
      if (ending !== "complete" || this.result.bound !== null) return ending;
    }
    return this.mustLookAgain ? "again" : "complete";
  }

  private *from(start: Choices, pace: Pace): Sliced<Ending> {
    const { result, options, frames } = this;
    frames.clear();
    this.execution.begin(start);
    let goesOn = this.enterFirst() || options.findAll === true;
    if (this.isEndless && goesOn) return "endless";
    while (frames.length > 0 && goesOn) {
      const looks = pace.looks() || this.taken >= this.pauseAt;
      const bound =
        this.limits.hit(result, looks, looks ? this.bytes : 0) ??
        (looks && (yield this.progress()) === false ? CANCELLED : null);
      if (bound !== null) {
        result.bound = bound;
        return "complete";
      }
      const frame = frames.top;
      const actor = this.pick(frame);
      if (actor < 0) {
        this.leave();
        continue;
      }
      frame.done |= 1 << actor;
      goesOn = this.advance(frame, actor) || options.findAll === true;
      if (this.isEndless && goesOn) return "endless";
      const isEarly = result.executions < EARLY && result.steps >= this.patience;
      if (this.mustLookAgain && isEarly && goesOn) return "again";
    }
    if (!goesOn) result.bound = FIRST_VIOLATION;
    return "complete";
  }

  private get mustLookAgain(): boolean {
    return this.shared.grew && this.asksForWords;
  }
  /** Does it matter which words a step touched? */
  private get asksForWords(): boolean {
    return this.reduction !== null || this.sleeping;
  }

  /** The initial state. False: it is wrong itself, and no execution starts from there. */
  private enterFirst(): boolean {
    const violation = (this.execution.isFromTheStart && this.system.checkStart?.()) || null;
    if (violation === null) return this.enter(new Map(), 0);
    noteViolation(this.result, violation, []);
    return false;
  }

  /** The actor that ran last goes on if it may: fewer switches, and replays that look like real runs. */
  private pick({ enabled, backtrack, done, wakeups, sleep, preemptions }: Frame): number {
    const { last } = this.execution;
    const { maxPreemptions } = this.options;
    const able = allowed(enabled, preemptions, last, maxPreemptions);
    if ((enabled & backtrack & ~done & ~able) !== 0) this.result.bound = `${maxPreemptions} preemptions`;
    const candidates = able & backtrack & ~done & ~actorsOf(sleep.keys());
    const planned = wakeups.find(({ actor }) => includes(candidates, actor));
    if (planned) return planned.actor;
    return last !== undefined && includes(candidates, last) ? last : lowest(candidates);
  }

  /** Takes one step from the top frame. False: it ended in a violation. */
  private advance(frame: Frame, actor: number): boolean {
    const { execution, result, reduction } = this;
    result.steps += execution.resume() + 1;
    reduction?.approach(actor, execution.path.length);
    const violation = execution.step(actor);
    const touched = this.asksForWords ? this.shared.accessesOf(actor, this.system) : NOTHING;
    this.frames.reserve(this.shared.count);
    reduction?.step(actor, touched);
    const wakeup = takeWakeup(frame.wakeups, actor);
    const asleep = this.sleeping ? wakeConflicting(frame.sleep, touched) : frame.sleep;
    const unsure = actorsOf(asleep.keys()) & (wakeup?.accesses === null ? EVERYBODY : frame.unsure);
    if (this.sleeping) frame.sleep.set(actor, touched);
    // Tried for want of a plan itself, it stands in for no other plan either.
    if (wakeup?.accesses === null) frame.unsure |= 1 << actor;

    if (violation !== null) {
      noteViolation(result, violation, execution.choices);
      this.back(reduction?.withTheUnknown());
      return false;
    }
    return this.enter(asleep, unsure, wakeup?.next);
  }

  /** The state after `path`: new, known, or an end. False: a violation in the end. */
  private enter(sleep: Sleep, unsure: number, planned: Wakeup[] = []): boolean {
    const { system, result, execution } = this;
    const enabled = system.enabled();
    const preemptions = this.bounded ? this.preemptions() : 0;
    if (this.bounded) this.key.readBounded(system, preemptions, execution.last);
    else this.key.read(system);
    if (enabled === 0) return this.end();
    const { a, b } = this.key;
    const slot = this.cache.find(a, b);
    const known = this.cache.valueAt(slot);
    if (known === UNDER_WAY || execution.length >= (this.options.maxSteps ?? ENDLESS))
      return this.endless(known === UNDER_WAY);
    if (known !== NEW && this.caching) {
      result.cut++;
      const summary = this.reduction?.again(this.cache.numberAt(slot));
      if (execution.path.length > 0) this.back(summary);
      return true;
    }
    result.states++;
    this.cache.enter(slot, a, b);
    const backtrack = this.reduction ? this.first(enabled, sleep, planned) : enabled;
    const frame = this.frames.push();
    frame.enabled = enabled;
    frame.backtrack = backtrack;
    frame.wakeups = planned.filter(({ actor }) => includes(backtrack, actor));
    frame.sleep = sleep;
    frame.unsure = unsure;
    frame.preemptions = preemptions;
    frame.a = a;
    frame.b = b;
    frame.slot = slot;
    if (backtrack === 0) {
      result.cut++;
      // All that can go on sleeps. Who waits would not come to its step from here.
      this.reduction?.withWaiting(execution.path.length);
      this.reduction?.end(false);
      this.leave();
    }
    return true;
  }

  private preemptions(): number {
    if (this.frames.length === 0) return 0;
    const before = this.frames.top;
    const { path } = this.execution;
    return before.preemptions + (preempts(path.at(-1), before.enabled, path.at(-2)) ? 1 : 0);
  }

  /** The actors that are tried from a new state, unless a race asks for more: those planned, or any one. */
  private first(enabled: number, sleep: Sleep, planned: readonly Wakeup[]): number {
    const awake = enabled & ~actorsOf(sleep.keys());
    const wanted = awake & actorsOf(planned.map(({ actor }) => actor));
    if (wanted !== 0) return wanted;
    const { last } = this.execution;
    if (last !== undefined && includes(awake, last)) return 1 << last;
    return awake & -awake;
  }

  private end(): boolean {
    const { system, result, execution, reduction } = this;
    const violation = noteEnd(result, system, execution.choices);
    const waiting = violation?.kind === "deadlock" ? reduction?.withWaiting(execution.path.length) : undefined;
    reduction?.end(true);
    if (execution.path.length > 0) this.back(waiting);
    return violation === null || violation.mild === true;
  }

  /** Somewhere else all states will be looked at. But what never ends, whoever gets a turn, is wrong. */
  private endless(isRound: boolean): boolean {
    this.isEndless = true;
    if (isRound || this.options.maxSteps !== undefined) return true;
    const { choices, violation } = takeTurns(this.system, this.execution.choices);
    if (violation !== null) noteViolation(this.result, violation, choices);
    return violation === null;
  }

  /** The top frame is explored: its state is known now, and its summary belongs to the state before it as well. */
  private leave(): void {
    const frame = this.frames.pop();
    this.cache.leave(frame.slot, frame.a, frame.b, this.reduction?.numberOf(frame) ?? 0);
    if (this.frames.length > 0) this.back(frame.summary);
  }

  /** Takes the last step back. `after`: what is known to be touched after it. */
  private back(after?: Summary): void {
    const { path } = this.execution;
    const actor = must(path.pop(), "step to take back");
    this.reduction?.back(actor, path.length, after);
  }

  private progress(): Progress {
    const { executions, states } = this.result;
    return { doing: "explore", executions, states, depth: this.frames.length, estimate: this.frames.share() };
  }
}

/** A sleeping actor wakes when a step touches what it would touch. */
function wakeConflicting(sleep: Sleep, touched: readonly number[]): Sleep {
  return new Map([...sleep].filter(([, accesses]) => !conflict(accesses, touched)));
}
