/**
 * The order that the steps of one execution force upon each other: two steps of one actor, or two that touch the same word of which
 * one stores, cannot change places. Steps are numbered from 0; a clock holds, per actor, the number of its steps known, as index + 1.
 *
 * Only shared words count: a word that one actor alone touches, or that nobody stores to, orders nothing.
 */
export class HappensBefore {
  readonly actors: number;
  length = 0;
  readonly actorOf: number[] = [];
  /** `clocks[step * actors + actor]`. */
  private clocks = new Int32Array(1024);
  private readonly lastOf: number[][];
  /** Per word: steps that touched it, as step * 2 + (1 for a store), ascending. */
  private readonly accesses = new Map<number, number[]>();
  /** Per step, its accesses to shared words, each word once: address, with bit 0 for a store. */
  readonly touched: number[][] = [];

  constructor(actors: number) {
    this.actors = actors;
    this.lastOf = Array.from({ length: actors }, () => []);
  }

  /** Is step a before step b in every order of the same steps? */
  before(a: number, b: number): boolean {
    return this.known(b, this.actorOf[a] as number) > a;
  }

  /** Steps of `actor` that are before `step`, as the index of the last one + 1. */
  private known(step: number, actor: number): number {
    return this.clocks[step * this.actors + actor] as number;
  }

  /** The last step of an actor, or -1. */
  last(actor: number): number {
    return this.lastOf[actor]?.at(-1) ?? -1;
  }

  /** Did the actor know of `step` when it took its last step? */
  knownTo(actor: number, step: number): boolean {
    const last = this.last(actor);
    return last >= 0 && this.before(step, last);
  }

  /** Earlier steps of other actors that conflict with an access, the latest first; ends behind a store that all older ones precede. */
  *conflicts(actor: number, access: number): Generator<number> {
    const stores = (access & 1) === 1;
    const history = this.accesses.get(access & ~1);
    if (!history) return;
    for (let at = history.length - 1; at >= 0; at--) {
      const entry = history[at] as number;
      const step = entry >> 1;
      const isStore = (entry & 1) === 1;
      if (this.knownTo(actor, step)) {
        if (isStore) return;
      } else if (this.actorOf[step] !== actor && (stores || isStore)) {
        yield step;
      }
    }
  }

  /** Steps of other actors that the actor has not learnt of. */
  *unknownTo(actor: number): Generator<number> {
    for (let step = 0; step < this.length; step++) {
      if (this.actorOf[step] !== actor && !this.knownTo(actor, step)) yield step;
    }
  }

  /** Adds a step. Its clock: what its actor knew, and what the steps that it conflicts with know. */
  push(actor: number, touched: number[]): void {
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
    for (const access of touched) {
      const history = this.accesses.get(access & ~1);
      const entry = step * 2 + (access & 1);
      if (history) history.push(entry);
      else this.accesses.set(access & ~1, [entry]);
    }
    this.lastOf[actor]?.push(step);
  }

  /** A load is after the last store; a store is after that and after every load since. */
  private learn(step: number, access: number): void {
    const history = this.accesses.get(access & ~1);
    if (!history) return;
    const stores = (access & 1) === 1;
    for (let at = history.length - 1; at >= 0; at--) {
      const entry = history[at] as number;
      if (stores || (entry & 1) === 1) this.merge(step, entry >> 1);
      if ((entry & 1) === 1) return;
    }
  }

  private merge(into: number, from: number): void {
    for (let each = 0; each < this.actors; each++) {
      const known = this.known(from, each);
      if (known > this.known(into, each)) this.clocks[into * this.actors + each] = known;
    }
  }

  /** Forgets all steps from `length` on. */
  truncate(length: number): void {
    while (this.length > length) {
      const step = --this.length;
      for (const access of this.touched[step] as number[]) this.accesses.get(access & ~1)?.pop();
      this.lastOf[this.actorOf[step] as number]?.pop();
    }
  }

  private grow(): void {
    const larger = new Int32Array(this.clocks.length * 2);
    larger.set(this.clocks);
    this.clocks = larger;
  }
}
