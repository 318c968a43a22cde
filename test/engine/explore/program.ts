/** Tiny concurrent programs over a few words, as systems to explore: small enough for brute force, mean enough to find mistakes in a reduction. */

import type { System, Violation } from "../../../src/engine/explore/system.ts";
import { must } from "../../../src/engine/must.ts";

export type Instruction =
  | { op: "load"; word: number }
  /** Stores what the actor loaded last, plus `add`. */
  | { op: "store"; word: number; add: number }
  /** Atomic: load and store in one step. */
  | { op: "increment"; word: number }
  | { op: "lock" | "unlock"; word: number }
  /** Wrong when what the actor loaded last is `value`. */
  | { op: "never"; value: number };

export class Program implements System {
  readonly actors: readonly string[];
  readonly footprint = new Int32Array(16);
  touched = 0;
  private readonly code: Instruction[][];
  private memory: number[] = [];
  private at: number[] = [];
  private register: number[] = [];
  private waiting: boolean[] = [];

  constructor(code: Instruction[][]) {
    this.code = code;
    this.actors = code.map((_, actor) => `actor ${actor}`);
    this.reset();
  }

  reset(): void {
    this.memory = [0, 0, 0, 0, 0, 0];
    this.at = this.code.map(() => 0);
    this.register = this.code.map(() => 0);
    this.waiting = this.code.map(() => false);
  }

  enabled(): number {
    return this.mask((actor) => {
      const next = this.next(actor);
      return next !== undefined && !(this.waiting[actor] && "word" in next && this.memory[next.word] !== 0);
    });
  }
  finished(): number {
    return this.mask((actor) => this.next(actor) === undefined);
  }

  step(actor: number): Violation | null {
    const next = must(this.next(actor), "instruction left");
    this.touched = 0;
    if (next.op === "lock") {
      if (this.load(next.word) !== 0) {
        this.waiting[actor] = true;
        return null;
      }
      this.waiting[actor] = false;
      this.store(next.word, 1);
    } else if (next.op === "unlock") this.store(next.word, 0);
    else if (next.op === "load") this.register[actor] = this.load(next.word);
    else if (next.op === "store") this.store(next.word, (must(this.register[actor], "such actor") + next.add) % 4);
    else if (next.op === "increment") this.store(next.word, (this.load(next.word) + 1) % 4);
    this.at[actor] = must(this.at[actor], "such actor") + 1;
    if (next.op !== "never" || this.register[actor] !== next.value) return null;
    return { kind: "never", message: `actor ${actor} loaded ${next.value}` };
  }

  waitsOn(actor: number): readonly number[] {
    const next = this.next(actor);
    return this.waiting[actor] && next !== undefined && "word" in next ? [next.word * 4] : [];
  }
  get hashA(): number {
    return this.memory.reduce((hash, value) => hash * 5 + value, 0);
  }
  get hashB(): number {
    return 0;
  }
  place(actor: number): number {
    return (
      (must(this.at[actor], "such actor") * 4 + must(this.register[actor], "such actor")) * 2 +
      (this.waiting[actor] ? 1 : 0)
    );
  }
  checkEnd(): Violation | null {
    return null;
  }
  outcome(): string {
    return `${this.memory} ${this.register}`;
  }

  private next(actor: number): Instruction | undefined {
    return this.code[actor]?.[must(this.at[actor], "such actor")];
  }
  private load(word: number): number {
    this.footprint[this.touched++] = word * 4;
    return must(this.memory[word], "such word");
  }
  private store(word: number, value: number): void {
    this.footprint[this.touched++] = (word * 4) | 1;
    this.memory[word] = value;
  }
  private mask(holds: (actor: number) => boolean): number {
    return this.code.reduce((mask, _, actor) => (holds(actor) ? mask | (1 << actor) : mask), 0);
  }
}
