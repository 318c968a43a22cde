/** States that were met, each with what is known of it: a hash table without objects, because there are millions. */
import { must } from "./must.ts";

/** Never met. */
export const NEW = 0;
/** On the way from the initial state to where the search is: what comes after it is not all explored. */
export const UNDER_WAY = 1;
/** The number of a state's summary is counted from here. */
const EXPLORED = 2;

/** Of an entry. */
const BYTES = 3 * Int32Array.BYTES_PER_ELEMENT;

export class StateCache {
  size = 0;
  private mask = 0xfff;
  private keysA = new Int32Array(this.mask + 1);
  private keysB = new Int32Array(this.mask + 1);
  private values = new Int32Array(this.mask + 1);

  get bytes(): number {
    return BYTES * (this.mask + 1);
  }
  /** The most that it takes until so many more states are entered: while it grows there are two tables. */
  bytesWith(more: number): number {
    return this.isFullWith(this.size + more) ? 3 * this.bytes : this.bytes;
  }

  /** Where the state is, or would be: good until the next `enter`. */
  find(a: number, b: number): number {
    let at = (a ^ Math.imul(b, 0x9e3779b1)) & this.mask;
    while (this.values[at] !== NEW && (this.keysA[at] !== a || this.keysB[at] !== b)) at = (at + 1) & this.mask;
    return at;
  }

  /** NEW, UNDER_WAY, or more: explored. */
  valueAt(at: number): number {
    return must(this.values[at], "value");
  }

  /** The number of an explored state. */
  numberAt(at: number): number {
    return must(this.values[at], "value") - EXPLORED;
  }

  /** The state is under way from now on. */
  enter(at: number, a: number, b: number): void {
    if (this.values[at] === NEW) this.size++;
    this.put(at, a, b, UNDER_WAY);
    if (this.isFullWith(this.size)) this.grow();
  }

  /** The state is explored. `at`: where it was when it was entered. */
  leave(at: number, a: number, b: number, number: number): void {
    const same = this.values[at] === UNDER_WAY && this.keysA[at] === a && this.keysB[at] === b;
    this.values[same ? at : this.find(a, b)] = number + EXPLORED;
  }

  /** A state that is explored as soon as it is met. */
  keep(at: number, a: number, b: number, number: number): void {
    this.enter(at, a, b);
    this.leave(at, a, b, number);
  }

  private isFullWith(states: number): boolean {
    return states * 4 > this.mask * 3;
  }

  private put(at: number, a: number, b: number, value: number): void {
    this.keysA[at] = a;
    this.keysB[at] = b;
    this.values[at] = value;
  }

  private grow(): void {
    const { keysA, keysB, values } = this;
    this.mask = this.mask * 2 + 1;
    this.keysA = new Int32Array(this.mask + 1);
    this.keysB = new Int32Array(this.mask + 1);
    this.values = new Int32Array(this.mask + 1);
    for (let old = 0; old < values.length; old++) {
      if (values[old] === NEW) continue;
      const [a, b] = [must(keysA[old], "key"), must(keysB[old], "key")];
      this.put(this.find(a, b), a, b, must(values[old], "value"));
    }
  }
}
