/** Actors that count: a system that keeps hardly anything itself, and has as many states as one likes. */
import type { System } from "../../../engine/explore/system.ts";
import { must } from "../../../engine/must.ts";

export class Counters implements System {
  readonly actors: readonly string[];
  readonly footprint = Int32Array.of(4, 5);
  readonly touched = 2;
  readonly hashA = 0;
  readonly hashB = 0;
  private readonly upTo: number;
  private readonly goesRound: boolean;
  private counts: number[] = [];
  private taken: number[] = [];

  /** `goesRound`: one who has counted to the end begins again, and there is none. */
  constructor(actors: number, upTo: number, goesRound = false) {
    this.actors = Array.from({ length: actors }, (_, actor) => `counter ${actor}`);
    this.upTo = upTo;
    this.goesRound = goesRound;
    this.reset();
  }
  get states(): number {
    return (this.upTo + (this.goesRound ? 0 : 1)) ** this.actors.length;
  }

  reset(): void {
    this.counts = this.actors.map(() => 0);
    this.taken = [];
  }
  enabled(): number {
    return this.counts.reduce((mask, count, actor) => (count < this.upTo ? mask | (1 << actor) : mask), 0);
  }
  finished(): number {
    return this.counts.reduce((mask, count, actor) => (count === this.upTo ? mask | (1 << actor) : mask), 0);
  }
  step(actor: number): null {
    this.taken.push(actor);
    this.count(actor, 1);
    return null;
  }
  undoTo(depth: number): void {
    while (this.taken.length > depth) this.count(must(this.taken.pop(), "actor to take back"), -1);
  }
  place(actor: number): number {
    return must(this.counts[actor], "count");
  }
  waitsOn(): readonly number[] {
    return [];
  }
  checkEnd(): null {
    return null;
  }
  outcome(): string {
    return "counted";
  }

  private count(actor: number, by: number): void {
    const count = this.place(actor) + by;
    this.counts[actor] = this.goesRound ? (count + this.upTo) % this.upTo : count;
  }
}
