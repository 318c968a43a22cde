/**
 * A summary says which actors touch which shared words from some state on: per word bits 0–15 for actors that load it, bits 16–31 for those that
 * store to it. There are millions of states and few different summaries, so each is kept once, under a number.
 */
import { MAX_ACTORS } from "./actors.ts";
import { must } from "./must.ts";

export type Summary = Int32Array<ArrayBuffer>;

/** In place of a word: any word at all. */
export const ANY_WORD = 0;

export class Summaries {
  /** Of all of them; they are as different in length as the words are many. */
  bytes = 0;
  private readonly all: Summary[] = [];
  /** Open addressing: number + 1, or 0. */
  private table = new Int32Array(1024);

  of(number: number): Summary {
    return must(this.all[number], "summary");
  }

  /** The number of a summary with this content. The argument stays the caller's. */
  numberOf(summary: Summary): number {
    const at = this.find(summary);
    if (this.table[at] !== 0) return must(this.table[at], "slot") - 1;
    this.all.push(summary.slice());
    this.bytes += summary.byteLength;
    this.table[at] = this.all.length;
    if (this.all.length * 2 > this.table.length) this.grow();
    return this.all.length - 1;
  }

  private find(summary: Summary): number {
    const mask = this.table.length - 1;
    let at = hash(summary) & mask;
    for (let entry = must(this.table[at], "slot"); entry !== 0; entry = must(this.table[at], "slot")) {
      if (isSame(this.of(entry - 1), summary)) break;
      at = (at + 1) & mask;
    }
    return at;
  }

  private grow(): void {
    this.table = new Int32Array(this.table.length * 2);
    this.all.forEach((summary, number) => {
      this.table[this.find(summary)] = number + 1;
    });
  }
}

/** Adds a step's accesses: word * 2 + (1 for a store). */
export function addAccesses(summary: Summary, actor: number, accesses: readonly number[]): void {
  for (const access of accesses) {
    const word = access >> 1;
    summary[word] = must(summary[word], "users") | (1 << (actor + ((access & 1) === 1 ? MAX_ACTORS : 0)));
  }
}

/** `from` may be shorter. */
export function addSummary(into: Summary, from: Summary): void {
  for (let word = 0; word < from.length; word++) into[word] = must(into[word], "word") | must(from[word], "word");
}

export function widened(summary: Summary, words: number): Summary {
  const wider = new Int32Array(words);
  wider.set(summary);
  return wider;
}

/** Words at the end that nobody touches do not count. */
function hash(summary: Summary): number {
  let hash = 0;
  for (let word = 0; word < summary.length; word++) {
    const bits = must(summary[word], "users");
    if (bits !== 0) hash = Math.imul(hash ^ bits ^ Math.imul(word, 0x85ebca6b), 0x9e3779b1) ^ (hash >>> 15);
  }
  return hash ^ (hash >>> 16);
}

function isSame(a: Summary, b: Summary): boolean {
  const words = Math.max(a.length, b.length);
  for (let word = 0; word < words; word++) if ((a[word] ?? 0) !== (b[word] ?? 0)) return false;
  return true;
}
