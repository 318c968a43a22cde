/** A toy as a system to explore, in the ways that a system may be made: with and without undoing steps, with good hashes and with plain ones. */

import type { Eventually, Gate, System, Violation } from "../../../../src/engine/explore/system.ts";
import { must } from "../../../../src/engine/must.ts";
import {
  brokenIn,
  canStep,
  endText,
  nextOf,
  startOf,
  type Toy,
  type ToyState,
  takeStep,
  wantedOf,
} from "./language.ts";

export class ToySystem implements System {
  readonly actors: readonly string[];
  footprint = new Int32Array(0);
  undoTo?: (depth: number) => void;
  protected readonly toy: Toy;
  protected state: ToyState;
  private before: ToyState[] = [];

  readonly eventually: readonly Eventually[] = [];

  constructor(
    toy: Toy,
    { undoes = true, eventually }: { undoes?: boolean; eventually?: { word: number; value: number } } = {},
  ) {
    this.toy = toy;
    this.actors = toy.code.map((_, actor) => `actor ${actor}`);
    this.state = startOf(toy);
    if (eventually) {
      const { word, value } = eventually;
      this.eventually = [{ what: `${word} is ${value}`, holds: () => this.state.words[word] === value }];
    }
    if (undoes) {
      this.undoTo = (depth) => {
        this.state = this.before[depth] ?? this.state;
        this.before.length = Math.min(depth, this.before.length);
      };
    }
  }

  reset(): void {
    this.state = startOf(this.toy);
    this.before = [];
  }
  checkStart(): Violation | null {
    return asViolation(brokenIn(this.toy, this.state));
  }

  step(actor: number): Violation | null {
    const { to, wrong, loads, stores } = takeStep(this.toy, this.state, actor);
    const { invariant } = this.toy;
    const watched = invariant === null ? [] : [invariant.word, invariant.other];
    // A step that changes an answer of the invariant depends on all that the answer depends on.
    const asked = stores.some((word) => watched.includes(word)) ? watched : [];
    this.footprint = Int32Array.from([
      ...[...loads, ...asked].map((word) => addressOf(word)),
      ...stores.map((word) => addressOf(word) | 1),
    ]);
    this.before.push(this.state);
    this.state = to;
    return asViolation(wrong);
  }

  enabled(): number {
    return canStep(this.toy, this.state).reduce((all, actor) => all | (1 << actor), 0);
  }
  finished(): number {
    return this.toy.code.reduce(
      (all, _, actor) => (nextOf(this.toy, this.state, actor) === undefined ? all | (1 << actor) : all),
      0,
    );
  }
  waitsOn(actor: number): readonly number[] {
    const next = nextOf(this.toy, this.state, actor);
    if (next?.op === "either" && this.state.waits[actor]) return [next.word, next.other].map(addressOf);
    const gate = this.gate(actor);
    if (gate) return [gate.word];
    return this.state.waits[actor] && next !== undefined && "word" in next ? [addressOf(next.word)] : [];
  }
  gate(actor: number): Gate | null {
    const next = nextOf(this.toy, this.state, actor);
    const wanted = wantedOf(next);
    if (!this.toy.quiet || wanted === null || next === undefined || !("word" in next)) return null;
    return { word: addressOf(next.word), opens: (value) => value === wanted };
  }
  valueAt(word: number): number {
    return must(this.state.words[word / 4 - 1], "such word");
  }
  /** Small numbers that differ in one bit: what is not mixed shows. */
  place(actor: number): number {
    const { at, registers, waits } = this.state;
    return (must(at[actor], "such actor") * 4 + must(registers[actor], "such actor")) * 2 + (waits[actor] ? 1 : 0);
  }
  get hashA(): number {
    return this.state.words.reduce((hash, value) => hash * 4 + value, 0);
  }
  get hashB(): number {
    return this.state.words.reduceRight((hash, value) => hash * 5 + value, 0);
  }
  get touched(): number {
    return this.footprint.length;
  }
  exact(): string {
    return JSON.stringify(this.state);
  }
  checkEnd(): Violation | null {
    return null;
  }
  outcome(): string {
    return endText(this.state);
  }
}

function addressOf(word: number): number {
  return 4 * (word + 1);
}

function asViolation(wrong: string | null): Violation | null {
  return wrong === null ? null : { kind: wrong, message: wrong };
}
