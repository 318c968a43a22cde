/**
 * Which words matter for the order of steps: those that two actors touch and at least one of them stores to. Not known beforehand, but
 * it can only grow while executions are seen; when it has grown, what was explored before may have missed races on the new words.
 *
 * Shared words are numbered from 1. An access is the word's number * 2, with bit 0 set for a store.
 */
import { EVERYBODY, MAX_ACTORS } from "./actors.ts";
import { must } from "./must.ts";
import type { System } from "./system.ts";

export class SharedWords {
  grew = false;
  /** One more than the highest number. */
  count = 1;
  /** Per word: bits 0–15 actors that touched it, bits 16–31 actors that stored to it. */
  private readonly users = new Map<number, number>();
  private readonly numbers = new Map<number, number>();
  /** Words that steps of known number touched, as long as no more words are shared. */
  private known: (readonly number[] | undefined)[] = [];
  private readonly ignore: (word: number) => boolean;

  constructor(ignore: (word: number) => boolean = () => false) {
    this.ignore = ignore;
  }

  /** The number of a word, or 0. */
  numberOf(word: number): number {
    return this.numbers.get(word) ?? 0;
  }

  /** The number of a word that the actor loads, or would, if it came to that; or 0. */
  loaded(actor: number, word: number): number {
    return this.ignore(word) ? 0 : this.shared(actor, word, 0);
  }

  /** The accesses of the actor's step to shared words, each word once, a store if any access was one. */
  accessesOf(actor: number, system: System): readonly number[] {
    const id = system.stepId ?? 0;
    if (id === 0) return this.note(actor, system);
    const known = this.known[id];
    if (known !== undefined) return known;
    const accesses = this.note(actor, system);
    this.known[id] = accesses;
    return accesses;
  }

  private note(actor: number, { footprint, touched }: System): readonly number[] {
    const accesses: number[] = [];
    for (let index = 0; index < touched; index++) {
      const entry = must(footprint[index], "access");
      const word = entry & ~1;
      const stores = entry & 1;
      const number = this.shared(actor, word, stores);
      if (number === 0 || this.ignore(word)) continue;
      const known = accesses.findIndex((each) => each >> 1 === number);
      if (known < 0) accesses.push(number * 2 + stores);
      else if (stores === 1) accesses[known] = number * 2 + 1;
    }
    return accesses;
  }

  private shared(actor: number, word: number, stores: number): number {
    const number = this.numbers.get(word);
    if (number !== undefined) return number;
    const before = this.users.get(word) ?? 0;
    const after = before | (1 << actor) | (stores << (actor + MAX_ACTORS));
    if (after === before) return 0;
    this.users.set(word, after);
    const touching = after & EVERYBODY;
    if (after >>> MAX_ACTORS === 0 || (touching & (touching - 1)) === 0) return 0;
    this.grew = true;
    this.known = [];
    this.numbers.set(word, this.count);
    return this.count++;
  }
}
