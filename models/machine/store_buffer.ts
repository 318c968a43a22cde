/**
 * What a CPU has stored and nobody else sees yet. Under x86-TSO (Sewell, Sarkar, Owens, Zappa Nardelli, Myreen, CACM 2010) stores arrive in their
 * order; under PSO those to different words overtake each other, unless a barrier stands between them. The buffer is words of the memory, as
 * everything that a run can change is, and what takes a store on to the memory is an actor (drains.ts): an order of steps is a list of actors.
 */
import { embed, offsetOf, struct, word } from "./layout.ts";
import type { Addr } from "./memory.ts";

/** Stores that can be under way at once. With one more, the CPU stops until all of them have arrived. */
const CAPACITY = 8;
/** As many stores of a CPU can be the next one to arrive: the explorer has no room for more actors. */
export const MAX_LANES = 3;

/** Arrives after all that were stored before it … */
const LAST = 1;
/** … and so does everything that is stored later. */
const FENCE = 2;
/** Beside one of these: nobody will look for what was there before. */
const QUIET = 4;

/** `order`: of the bits above. */
class Entry extends struct("store", { at: word, value: word, order: word }) {}
class Entries extends struct("stores", {}, CAPACITY * Entry.layout.size) {}
class Lanes extends struct("lanes", {}, MAX_LANES * 8) {}
/** `locks`: how many the CPU holds. `fence`: a barrier stands before the next store. `lanes`: whether drain n has something to do. */
export class StoreBufferWords extends struct("store buffer", {
  pending: word,
  fence: word,
  locks: word,
  lanes: embed(Lanes),
  entries: embed(Entries),
}) {}
const PENDING = offsetOf(StoreBufferWords, "pending");
const FENCED = offsetOf(StoreBufferWords, "fence");
const LOCKS = offsetOf(StoreBufferWords, "locks");
const LANES = offsetOf(StoreBufferWords, "lanes");
const ENTRIES = offsetOf(StoreBufferWords, "entries");
const VALUE = offsetOf(Entry, "value");
const ORDER = offsetOf(Entry, "order");
const ENTRY = Entry.layout.size;

/** Accesses that a step is known by, but that no kernel code makes. */
export interface Wires {
  look(addr: Addr): number;
  put(addr: Addr, value: number): void;
}
interface Memory extends Wires {
  /** A store of the CPU comes to the memory. */
  arrive(addr: Addr, value: number, from: StoreBuffer, quiet: boolean): void;
}

export class StoreBuffer {
  readonly base: Addr;
  readonly lanes: number;
  private readonly wires: Memory;
  private readonly inOrder: boolean;

  constructor(wires: Memory, base: Addr, { lanes, inOrder }: { lanes: number; inOrder: boolean }) {
    this.wires = wires;
    this.base = base;
    this.lanes = lanes;
    this.inOrder = inOrder;
  }

  /** What this CPU reads in a word to which it stored last; null: what is in the memory. */
  newest(addr: Addr): number | null {
    for (let each = this.pending - 1; each >= 0; each--) {
      if (this.wires.look(this.entry(each)) === addr) return this.wires.look(this.entry(each) + VALUE);
    }
    return null;
  }

  /** `last`: a store-release. `quiet`: nobody will look for what was there before. */
  push(addr: Addr, value: number, { last, quiet }: { last: boolean; quiet: boolean }): void {
    const { wires, base } = this;
    if (this.pending === CAPACITY) this.settle();
    const { pending } = this;
    const fenced = pending > 0 && (this.inOrder || wires.look(base + FENCED) !== 0);
    const entry = this.entry(pending);
    wires.put(entry, addr);
    wires.put(entry + VALUE, value);
    wires.put(entry + ORDER, (fenced ? FENCE : last && pending > 0 ? LAST : 0) | (quiet ? QUIET : 0));
    wires.put(base + PENDING, pending + 1);
    if (fenced && !this.inOrder) wires.put(base + FENCED, 0);
    this.wake();
  }

  /** smp_wmb(): what is stored from now on arrives after what was stored so far. */
  fence(): void {
    if (!this.inOrder && this.pending > 0) this.wires.put(this.base + FENCED, 1);
  }

  /** A lock is taken: after an unlock of this CPU, even of another lock, that orders stores for everybody else too. */
  fenceAfterRelease(): void {
    const { pending } = this;
    for (let each = 1; each < pending; each++) {
      if (this.orderOf(each) !== LAST) continue;
      this.fence();
      return;
    }
  }

  get locks(): number {
    return this.wires.look(this.base + LOCKS);
  }
  countLock(by: number): void {
    this.wires.put(this.base + LOCKS, this.locks + by);
  }

  /** Everything arrives. The drains may have brought it on in any order before: to wait for them would show nothing more. */
  settle(): void {
    const { pending } = this;
    for (let each = 0; each < pending; each++) this.arrive(each);
    for (let each = 0; each < pending; each++) this.write(each, 0, 0, 0);
    if (pending > 0) this.emptied();
  }

  /** Must all that is pending arrive before an atomic operation on the word, which orders nothing else? */
  holdsBack(addr: Addr): boolean {
    const { pending } = this;
    if (pending === 0) return false;
    if (this.inOrder || this.wires.look(this.base + FENCED) !== 0) return true;
    for (let each = 0; each < pending; each++) {
      if (this.wires.look(this.entry(each)) === addr || (each > 0 && this.orderOf(each) === FENCE)) return true;
    }
    return false;
  }

  holdsAnyOf(start: Addr, bytes: number): boolean {
    for (let each = this.pending - 1; each >= 0; each--) {
      const addr = this.wires.look(this.entry(each));
      if (addr >= start && addr < start + bytes) return true;
    }
    return false;
  }

  /** The word on which drain `lane` sleeps while it is 0. */
  lane(lane: number): Addr {
    return this.base + LANES + lane * 8;
  }

  /** A step of drain `lane`: one store arrives, unless the CPU has waited for all of them meanwhile. */
  drain(lane: number): void {
    const next = this.next()[lane];
    if (next !== undefined) this.take(next);
    this.wake(lane);
  }

  /** For views, with loads of theirs: what is pending, the oldest first. */
  static *peek(peek: (addr: Addr) => number, base: Addr): Generator<{ addr: Addr; value: number }> {
    for (let each = 0; each < peek(base + PENDING); each++) {
      const entry = base + ENTRIES + each * ENTRY;
      yield { addr: peek(entry), value: peek(entry + VALUE) };
    }
  }

  private get pending(): number {
    return this.wires.look(this.base + PENDING);
  }

  private entry(index: number): Addr {
    return this.base + ENTRIES + index * ENTRY;
  }
  private orderOf(index: number): number {
    return this.wires.look(this.entry(index) + ORDER) & ~QUIET;
  }
  private write(index: number, addr: Addr, value: number, order: number): void {
    const entry = this.entry(index);
    this.wires.put(entry, addr);
    this.wires.put(entry + VALUE, value);
    this.wires.put(entry + ORDER, order);
  }
  private arrive(index: number): void {
    const { wires } = this;
    const entry = this.entry(index);
    const quiet = (wires.look(entry + ORDER) & QUIET) !== 0;
    wires.arrive(wires.look(entry), wires.look(entry + VALUE), this, quiet);
  }

  /** Those that may arrive now, the oldest first: of each word one, nothing from behind a barrier, and as many as there are drains. */
  private next(): number[] {
    const { pending, wires } = this;
    const words = new Set<Addr>();
    const next: number[] = [];
    for (let each = 0; each < pending && next.length < this.lanes; each++) {
      const order = each > 0 ? this.orderOf(each) : 0;
      if (order === FENCE) break;
      const addr = wires.look(this.entry(each));
      if (!words.has(addr) && order !== LAST) next.push(each);
      words.add(addr);
    }
    return next;
  }

  private take(index: number): void {
    const { pending, wires } = this;
    this.arrive(index);
    for (let each = index + 1; each < pending; each++) {
      const [addr, value] = [wires.look(this.entry(each)), wires.look(this.entry(each) + VALUE)];
      const order = wires.look(this.entry(each) + ORDER);
      // Nothing is left that the first one has to wait for.
      this.write(each - 1, addr, value, each === 1 ? order & QUIET : order);
    }
    this.write(pending - 1, 0, 0, 0);
    if (pending === 1) this.emptied();
    else wires.put(this.base + PENDING, pending - 1);
  }

  private emptied(): void {
    this.wires.put(this.base + PENDING, 0);
    if (!this.inOrder && this.wires.look(this.base + FENCED) !== 0) this.wires.put(this.base + FENCED, 0);
  }

  /** Wakes the drains that have something to bring on. `own`: the one whose step it is may go to sleep. */
  private wake(own = -1): void {
    const { length } = this.next();
    for (let lane = 0; lane < this.lanes; lane++) {
      const goes = lane < length ? 1 : 0;
      const at = this.lane(lane);
      if ((goes === 1 || lane === own) && this.wires.look(at) !== goes) this.wires.put(at, goes);
    }
  }
}
