/**
 * Waiting that takes no step. Where one word alone decides whether an actor can take its next step, such as a lock, the actor does not look at it beforehand: while
 * the gate is shut the step cannot be taken, and that is all. Who takes a lock first is a race, as any two stores are; that it was given back before
 * somebody else took it is none, for the other order isn't there. So a lock that n actors take in turn comes in n! orders.
 *
 * A race is left out only where the step cannot be taken in the other order: where the gate was shut before the first of all stores to its word that would have to come
 * later. It is not enough that the step couldn't be taken before the earlier one of the two: what opens the gate may be independent of that, and come first.
 */
import type { HappensBefore } from "./happens_before.ts";
import { must } from "./must.ts";
import type { SharedWords } from "./shared_words.ts";
import type { Gate, System } from "./system.ts";

export class Gates {
  /** Words that gates were seen to look at; the values that each was seen to have; and those before each step of the execution, of the words known by then. */
  private readonly words: number[] = [];
  private readonly seen: Set<number>[] = [];
  private readonly values: number[][] = [];
  /** Of the step that is taken now: at which word of these its gate is, and by value, whether that is open. Once the step is taken, the actor has learnt other things. */
  private gate: { at: number; opens: ReadonlyMap<number, boolean> } | null = null;
  private readonly system: System;
  private readonly shared: SharedWords;

  constructor(system: System, shared: SharedWords) {
    this.system = system;
    this.shared = shared;
  }

  /** The actor is about to take a step, with so many before it. */
  approach(actor: number, step: number): void {
    const { system, words, seen } = this;
    if (system.gate === undefined) return;
    const gate = system.gate(actor);
    if (gate !== null && !words.includes(gate.word)) {
      words.push(gate.word);
      seen.push(new Set());
    }
    const values = words.map((word) => system.valueAt?.(word) ?? 0);
    for (const [at, value] of values.entries()) seen[at]?.add(value);
    this.values[step] = values;
    this.gate = gate && this.asked(gate);
  }

  private asked({ word, opens }: Gate): { at: number; opens: ReadonlyMap<number, boolean> } {
    const at = this.words.indexOf(word);
    return { at, opens: new Map([...must(this.seen[at], "values")].map((value) => [value, opens(value)])) };
  }

  /** Does the step just taken have a gate? */
  get isGated(): boolean {
    return this.gate !== null;
  }

  /** Is it open without `step`, and without all that has to come after that? Null: it may be, or not. */
  isOpenWithout(step: number, order: HappensBefore): boolean | null {
    const { gate, words, values, shared } = this;
    if (gate === null) return null;
    const first = order.firstStoreFrom(step, shared.numberOf(must(words[gate.at], "word")));
    // Nothing of that stores to it, so it stays as it is.
    if (first < 0) return true;
    const value = values[first]?.[gate.at];
    return value === undefined ? null : (gate.opens.get(value) ?? null);
  }
}
