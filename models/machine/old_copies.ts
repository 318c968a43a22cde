/**
 * Words of which a CPU may still read what they held before another CPU stored to them. It is the queue of invalidations of real hardware (McKenney,
 * Memory Barriers: a Hardware View for Software Hackers, 2010), and the way to a load that is made early: what it reads now was in the memory then.
 * As store buffers are, they are words of the memory, and what lets go of them is an actor (drains.ts). It takes the word that changed last:
 * a CPU that is to see the others' stores in another order lets go of each as it comes, or never.
 */
import { embed, offsetOf, struct, word } from "./layout.ts";
import type { Addr } from "./memory.ts";
import type { Wires } from "./store_buffer.ts";

/** With one more, the CPU sees the oldest change after all. */
const CAPACITY = 8;
/** So that a load depends on few other words than its own: how many copies there are, by address. */
const BUCKETS = 32;

class Copy extends struct("copy", { at: word, value: word }) {}
class Copies extends struct("copies", {}, CAPACITY * Copy.layout.size) {}
class Buckets extends struct("buckets", {}, BUCKETS * 8) {}
/** `goes`: has the actor something to let go of? `over`: the CPU will never load again. */
export class OldCopyWords extends struct("old copies", {
  kept: word,
  goes: word,
  over: word,
  buckets: embed(Buckets),
  copies: embed(Copies),
}) {}
const GOES = offsetOf(OldCopyWords, "goes");
const OVER = offsetOf(OldCopyWords, "over");
const IN_BUCKETS = offsetOf(OldCopyWords, "buckets");
const COPIES = offsetOf(OldCopyWords, "copies");
const VALUE = offsetOf(Copy, "value");
const COPY = Copy.layout.size;

export class OldCopies {
  readonly base: Addr;
  /** The word on which the actor sleeps while it is 0. */
  readonly goes: Addr;
  /** Was there ever one too many? For whoever says what was not tried: nothing in a run depends on it. */
  crowded = false;
  private readonly wires: Wires;

  constructor(wires: Wires, base: Addr) {
    this.wires = wires;
    this.base = base;
    this.goes = base + GOES;
  }

  /** What the CPU reads in the word; null: what is in the memory. */
  oldest(addr: Addr): number | null {
    const { wires } = this;
    if (wires.look(this.bucket(addr)) === 0) return null;
    const found = this.indexOf(addr);
    return found < 0 ? null : wires.look(this.copy(found) + VALUE);
  }

  /** Another CPU's store arrives. */
  keep(addr: Addr, value: number): void {
    const { wires, base } = this;
    if (wires.look(base + OVER) !== 0) return;
    if (this.kept === CAPACITY) {
      this.crowded = true;
      this.drop(0);
    }
    const { kept } = this;
    this.write(kept, addr, value);
    this.count(addr, 1);
    wires.put(base, kept + 1);
    if (wires.look(this.goes) === 0) wires.put(this.goes, 1);
  }

  /** The CPU has seen what is in the memory, or stored to it. */
  forget(addr: Addr): void {
    if (this.wires.look(this.bucket(addr)) === 0) return;
    for (let at = this.indexOf(addr); at >= 0; at = this.indexOf(addr)) this.drop(at);
  }

  /** The CPU has the address of what lies there from a load: none of its words may be older. */
  forgetAllIn(start: Addr, bytes: number): void {
    for (let at = this.kept - 1; at >= 0; at--) {
      const addr = this.wires.look(this.copy(at));
      if (addr >= start && addr < start + bytes) this.drop(at);
    }
  }

  /** smp_rmb(): what is loaded from now on is in the memory now, or comes later. */
  catchUp(): void {
    while (this.kept > 0) this.drop(this.kept - 1);
  }

  /** A step of the actor, unless the CPU has caught up meanwhile. Nobody else sends it to sleep: an explorer must see what it could have done before. */
  letGo(): void {
    const { kept } = this;
    if (kept > 0) this.drop(this.indexOf(this.wires.look(this.copy(kept - 1))));
    if (kept <= 1) this.wires.put(this.goes, 0);
  }

  retire(): void {
    this.catchUp();
    this.wires.put(this.base + OVER, 1);
  }

  /** For views, with loads of theirs: the oldest first. */
  static *peek(peek: (addr: Addr) => number, base: Addr): Generator<{ addr: Addr; value: number }> {
    for (let each = 0; each < peek(base); each++) {
      const copy = base + COPIES + each * COPY;
      yield { addr: peek(copy), value: peek(copy + VALUE) };
    }
  }

  private get kept(): number {
    return this.wires.look(this.base);
  }
  private copy(index: number): Addr {
    return this.base + COPIES + index * COPY;
  }
  private bucket(addr: Addr): Addr {
    return this.base + IN_BUCKETS + ((addr >> 3) % BUCKETS) * 8;
  }
  private count(addr: Addr, by: number): void {
    const bucket = this.bucket(addr);
    this.wires.put(bucket, this.wires.look(bucket) + by);
  }

  /** Of the oldest copy of the word; -1: there is none. */
  private indexOf(addr: Addr): number {
    const { kept } = this;
    for (let each = 0; each < kept; each++) if (this.wires.look(this.copy(each)) === addr) return each;
    return -1;
  }

  private drop(index: number): void {
    const { wires, kept } = this;
    this.count(wires.look(this.copy(index)), -1);
    for (let each = index + 1; each < kept; each++)
      this.write(each - 1, wires.look(this.copy(each)), wires.look(this.copy(each) + VALUE));
    this.write(kept - 1, 0, 0);
    wires.put(this.base, kept - 1);
  }

  private write(index: number, addr: Addr, value: number): void {
    this.wires.put(this.copy(index), addr);
    this.wires.put(this.copy(index) + VALUE, value);
  }
}
