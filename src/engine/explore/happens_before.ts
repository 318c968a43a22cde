/**
 * The order that the steps of one execution force upon each other: two steps of one actor, or two that touch the same word of which
 * one stores, cannot change places. Steps are numbered from 0; a clock holds, per actor, the number of its steps known, as index + 1.
 *
 * Only shared words count (shared_words.ts): a word that one actor alone touches, or that nobody stores to, orders nothing.
 */
import { must } from "./must.ts";

export class HappensBefore {
  readonly actors: number;
  length = 0;
  readonly actorOf: number[] = [];
  /** Per step, its accesses to shared words, each word once. */
  readonly touched: (readonly number[])[] = [];
  /** Steps that `conflicts` found; whoever asks it empties this first. */
  readonly found: number[] = [];
  /** `clocks[step * actors + actor]`. */
  private clocks = new Int32Array(1024);
  private readonly lastOf: number[][];
  /** Per word: steps that touched it, as step * 2 + (1 for a store), ascending. */
  private readonly accesses: number[][] = [];

  constructor(actors: number) {
    this.actors = actors;
    this.lastOf = Array.from({ length: actors }, () => []);
  }

  /** Is step a before step b in every order of the same steps? */
  before(a: number, b: number): boolean {
    return this.known(b, must(this.actorOf[a], "actor")) > a;
  }

  /** Steps of `actor` that are before `step`, as the index of the last one + 1. */
  private known(step: number, actor: number): number {
    return must(this.clocks[step * this.actors + actor], "clock");
  }

  /** The last step of an actor, or -1. */
  last(actor: number): number {
    const steps = must(this.lastOf[actor], "steps of the actor");
    return steps.length === 0 ? -1 : must(steps[steps.length - 1], "step");
  }

  /** Did the actor know of `step` when it took its last step? */
  knownTo(actor: number, step: number): boolean {
    const last = this.last(actor);
    return last >= 0 && this.before(step, last);
  }

  /** Finds earlier steps of other actors that conflict with an access, the latest first, up to a store that all older ones precede. */
  conflicts(actor: number, access: number): void {
    const { found, actorOf, clocks, actors } = this;
    const history = this.accesses[access >> 1];
    if (history === undefined) return;
    const base = this.last(actor) * actors;
    for (let at = history.length - 1; at >= 0; at--) {
      const entry = must(history[at], "step");
      const step = entry >> 1;
      const by = must(actorOf[step], "actor");
      if (base >= 0 && must(clocks[base + by], "clock") > step) {
        if ((entry & 1) === 1) break;
      } else if (by !== actor && ((access | entry) & 1) === 1) {
        found.push(step);
      }
    }
  }

  /** Adds a step. Its clock: what its actor knew, and what the steps that it conflicts with know. */
  push(actor: number, touched: readonly number[]): void {
    const step = this.length++;
    this.actorOf[step] = actor;
    this.touched[step] = touched;
    if ((step + 1) * this.actors > this.clocks.length) this.grow();
    const base = step * this.actors;
    const previous = this.last(actor);
    for (let each = 0; each < this.actors; each++) {
      this.clocks[base + each] = previous < 0 ? 0 : this.known(previous, each);
    }
    for (const access of touched) this.learn(step, access);
    this.clocks[base + actor] = step + 1;
    for (const access of touched) this.historyOf(access).push(step * 2 + (access & 1));
    must(this.lastOf[actor], "steps of the actor").push(step);
  }

  /** A load is after the last store; a store is after that and after every load since. */
  private learn(step: number, access: number): void {
    const history = this.historyOf(access);
    const stores = (access & 1) === 1;
    for (let at = history.length - 1; at >= 0; at--) {
      const entry = must(history[at], "step");
      if (stores || (entry & 1) === 1) this.merge(step, entry >> 1);
      if ((entry & 1) === 1) return;
    }
  }

  private merge(into: number, from: number): void {
    const { actors, clocks } = this;
    for (let each = 0; each < actors; each++) {
      const known = must(clocks[from * actors + each], "clock");
      if (known > must(clocks[into * actors + each], "clock")) clocks[into * actors + each] = known;
    }
  }

  private historyOf(access: number): number[] {
    const word = access >> 1;
    for (let each = this.accesses.length; each <= word; each++) this.accesses.push([]);
    return must(this.accesses[word], "access");
  }

  /** Forgets all steps from `length` on. */
  truncate(length: number): void {
    while (this.length > length) {
      const step = --this.length;
      for (const access of must(this.touched[step], "accesses")) this.historyOf(access).pop();
      must(this.lastOf[must(this.actorOf[step], "actor")], "steps of the actor").pop();
    }
  }

  private grow(): void {
    const larger = new Int32Array(this.clocks.length * 2);
    larger.set(this.clocks);
    this.clocks = larger;
  }
}
