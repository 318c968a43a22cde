/**
 * One memory of 32-bit words. Everything that a run can change lives here, so a snapshot is a copy,
 * a state is compared word by word, and what a step did is the list of words that it touched.
 *
 * Map:   0 .. NULL_END     never mapped: a NULL pointer, or a list poison, faults here
 *        NULL_END ..       heap: objects of the slab allocator, each word shadowed (see heap.ts)
 *        mem_map ..        one struct page of 64 bytes per frame
 *        frames ..         contents of frames, only where a driver has contents to keep
 *        TEXT ..           addresses of functions; nothing there can be loaded
 *
 * Addresses are bytes. An 8-byte kernel word is modelled by its low half: simulated addresses fit in it.
 */
import { type Access, PLAIN } from "./access.ts";
import { Fault } from "./fault.ts";
import type { Kernel } from "./kernel.ts";
import { asWord, type Knowledge } from "./knowledge.ts";
import type { Monitor } from "./monitor.ts";

export type Addr = number;

export const NULL_END = 0x1000;
export const TEXT = 0x4000_0000;
/** include/linux/poison.h without POISON_POINTER_DELTA: the value whose low bits looked like a movable page (bug of v6.2). */
export const LIST_POISON1 = 0x100;
export const LIST_POISON2 = 0x122;

/**
 * Accesses of a step before the watchdog fires (kernel/watchdog.c), on any machine; and on top of it so many for each word that there is, since a step may walk over
 * all of memory. Steps that come to an end take some hundreds, on a small machine.
 */
const STUCK = 1 << 18;
const STUCK_PER_WORD = 4;

const UNALLOCATED = 0;
const LIVE = 1;
const FREED = 2;
/** What freed memory holds: include/linux/poison.h. */
export const POISON_FREE = 0x6b6b6b6b;

/** An object that came to life or died. `at`: entries of the footprint before it. */
export interface Mark {
  at: number;
  start: Addr;
  bytes: number;
  live: boolean;
}

export interface MemoryMap {
  heapBytes: number;
  pages: number;
  pageBytes: number;
  frameBytes: number;
}

export class Memory {
  /** The machine whose memory it is: from a page, a lock or a device one comes to it. Set when it boots. */
  declare k: Kernel;
  readonly heapStart = NULL_END;
  readonly heapEnd: Addr;
  readonly mem_map: Addr;
  readonly frames: Addr;
  readonly end: Addr;
  readonly buffer: ArrayBuffer;
  protected readonly words: Int32Array;
  /** One byte per 4 bytes of heap: unallocated, live or freed. Part of the buffer, so of every snapshot. */
  private readonly shadow: Uint8Array;
  /** Words touched since `clearFootprint`, in order: the address, with bit 0 set for a store … */
  footprint = new Int32Array(256);
  /** … and beside it the value that was loaded, or that the store replaced. */
  values = new Int32Array(256);
  touched = 0;
  /** Marks since `clearFootprint`; their stores are in the footprint too. */
  readonly marks: Mark[] = [];
  /** Words that kernel code asked `isLive` of since then, with bit 0 set where the answer was no. */
  readonly probes: Addr[] = [];
  protected recording = true;
  /** Who is told of every access and how it was made; usually nobody. */
  monitor: Monitor | null = null;
  /** Two independent 32-bit sums over all words, kept up to date by every store while `hashing`. */
  hashA = 0;
  hashB = 0;
  hashing = false;
  /** Does somebody want to know what actors learn? */
  learning = false;
  /** What the running actor has learnt, if so. */
  knowledge: Knowledge | null = null;
  /** What a heap address was part of, for messages. */
  nameOf: (addr: Addr) => string | undefined = () => undefined;
  /** How many functions of which only the result is learnt are running. */
  private opaque = 0;

  constructor(map: MemoryMap) {
    this.heapEnd = align(NULL_END + map.heapBytes, 64);
    this.mem_map = this.heapEnd;
    this.frames = this.mem_map + map.pages * map.pageBytes;
    this.end = this.frames + map.pages * map.frameBytes;
    const shadowBytes = (this.heapEnd - NULL_END) >> 2;
    this.buffer = new ArrayBuffer(align(this.end + shadowBytes, 8));
    this.words = new Int32Array(this.buffer, 0, this.end >> 2);
    this.shadow = new Uint8Array(this.buffer, this.end, shadowBytes);
  }

  load(addr: Addr, access: Access = PLAIN): number {
    this.check(addr, "load");
    const value = this.words[addr >> 2] as number;
    if (this.recording) {
      this.note(addr, value);
      this.told(addr, value, access);
    }
    return value;
  }

  store(addr: Addr, value: number, access: Access = PLAIN): void {
    this.check(addr, "store");
    if (this.monitor !== null) this.monitor.access(addr | 1, access);
    this.put(addr, value);
  }

  /** What barriers are made of (barrier.ts): nothing where all stores arrive at once, and all loads read the newest. */
  fence(): void {}
  settle(): void {}
  catchUp(): void {}
  /** What happens between the two is one access for all CPUs. */
  beginWhole(): void {}
  endWhole(): void {}
  /** The running task has taken its last step. */
  retire(): void {}
  /** Was there no room for an old value that a CPU might have read? */
  get crowded(): boolean {
    return false;
  }

  /**
   * Begins a function that keeps nothing of what it loads but its result: a test of one bit of a word, say. Two states in which an actor
   * has learnt the same are the same to it, so this is what keeps the number of states small. No yield until `endAtomic`.
   */
  beginAtomic(): void {
    this.opaque++;
  }
  /** Ends it, and hands its result on. */
  endAtomic<R>(result: R): R {
    if (--this.opaque > 0 || this.knowledge === null) return result;
    const word = asWord(result);
    if (word === null) throw new TypeError("an atomic function must return a word, a view, or nothing");
    this.knowledge.learn(word);
    return result;
  }

  /** A load that leaves no footprint: for checkers and views, never for kernel code. */
  peek(addr: Addr): number {
    return addr >= NULL_END && addr < this.end ? (this.words[addr >> 2] as number) : 0;
  }

  /** Runs an observer: what it loads is not part of any step. */
  quietly<R>(observe: () => R): R {
    const { recording, monitor } = this;
    this.recording = false;
    this.monitor = null;
    try {
      return observe();
    } finally {
      this.recording = recording;
      this.monitor = monitor;
    }
  }

  clearFootprint(): void {
    this.touched = 0;
    this.marks.length = 0;
    this.probes.length = 0;
    this.opaque = 0;
  }

  /** What each word that was stored to held before, by address. */
  oldValues(): Map<Addr, number> {
    const old = new Map<Addr, number>();
    for (let at = 0; at < this.touched; at++) {
      const entry = this.footprint[at] as number;
      const isFirst = (entry & 1) === 1 && !old.has(entry & ~1);
      if (isFirst) old.set(entry & ~1, this.values[at] as number);
    }
    return old;
  }

  /** An object comes to life, zeroed, or dies, poisoned: both are stores to all of its words, and races with whoever uses it. */
  mark(start: Addr, bytes: number, live: boolean): void {
    this.marks.push({ at: this.touched, start, bytes, live });
    if (!live && this.monitor !== null) this.monitor.free(start, bytes);
    this.setShadow(start, bytes, live ? LIVE : FREED);
    for (let addr = start; addr < start + bytes; addr += 4) this.put(addr, live ? 0 : POISON_FREE);
  }

  isLive(addr: Addr): boolean {
    return addr >= this.heapEnd ? addr < this.end : addr >= NULL_END && this.shadow[(addr - NULL_END) >> 2] === LIVE;
  }

  /** The same question asked by kernel code: the answer decides what it does next. */
  probe(addr: Addr): boolean {
    const live = this.isLive(addr);
    this.probes.push(live ? addr : addr | 1);
    return live;
  }

  /** A store without checks or footprint: for repeating a step that is known, or undoing one. */
  poke(addr: Addr, value: number): void {
    const old = this.words[addr >> 2] as number;
    if (this.hashing && old !== value) {
      this.hashA ^= mixA(addr, old) ^ mixA(addr, value);
      this.hashB ^= mixB(addr, old) ^ mixB(addr, value);
    }
    this.words[addr >> 2] = value;
  }
  /** What `poke` is to `store`, of `mark`. */
  setLive(start: Addr, bytes: number, live: boolean): void {
    this.setShadow(start, bytes, live ? LIVE : FREED);
  }
  /** For undoing a mark: the shadow of a stretch of the heap, and how to put it back. */
  shadowOf(start: Addr, bytes: number): Uint8Array {
    const first = (start - NULL_END) >> 2;
    return this.shadow.slice(first, first + (bytes >> 2));
  }
  restoreShadow(start: Addr, shadow: Uint8Array): void {
    this.shadow.set(shadow, (start - NULL_END) >> 2);
  }

  snapshot(): ArrayBuffer {
    return this.buffer.slice(0);
  }

  restore(snapshot: ArrayBuffer): void {
    new Uint8Array(this.buffer).set(new Uint8Array(snapshot));
    this.hashA = 0;
    this.hashB = 0;
    this.clearFootprint();
  }

  /** Kernel code is told what a word holds. */
  protected told(addr: Addr, value: number, access: Access): void {
    if (this.monitor !== null) this.monitor.access(addr, access);
    if (this.opaque === 0) this.knowledge?.learn(value);
  }

  put(addr: Addr, value: number): void {
    if (this.recording) this.note(addr | 1, this.words[addr >> 2] as number);
    this.poke(addr, value);
  }

  private setShadow(start: Addr, bytes: number, state: number): void {
    const first = (start - NULL_END) >> 2;
    this.shadow.fill(state, first, first + (bytes >> 2));
  }

  protected check(addr: Addr, what: "load" | "store"): void {
    if (addr >= this.heapEnd && addr < this.end) return;
    if (addr >= NULL_END && addr < this.heapEnd && this.shadow[(addr - NULL_END) >> 2] === LIVE) return;
    throw this.fault(addr, what);
  }

  private fault(addr: Addr, what: string): Fault {
    const hex = `0x${(addr >>> 0).toString(16)}`;
    if (addr >= LIST_POISON1 && addr < LIST_POISON2 + 16) {
      return new Fault(
        "list-corruption",
        `${what} through a list poison (${hex}): the entry was already deleted from its list`,
      );
    }
    if (addr >= 0 && addr < NULL_END)
      return new Fault("null-dereference", `kernel NULL pointer dereference, address: ${hex} (${what})`);
    if (addr >= NULL_END && addr < this.heapEnd) {
      return this.shadow[(addr - NULL_END) >> 2] === UNALLOCATED
        ? new Fault("wild-access", `${what} at ${hex}: heap that was never allocated`)
        : new Fault("use-after-free", `${what} at ${hex}: ${this.nameOf(addr) ?? "memory"} was freed`);
    }
    return new Fault("wild-access", `${what} at ${hex}: nothing is mapped there`);
  }

  protected note(entry: number, value: number): void {
    if (this.touched === this.footprint.length) {
      if (this.touched > STUCK + STUCK_PER_WORD * this.words.length)
        throw new Fault("soft-lockup", "watchdog: BUG: soft lockup - a step never ends");
      this.footprint = grown(this.footprint);
      this.values = grown(this.values);
    }
    this.footprint[this.touched] = entry;
    this.values[this.touched++] = value;
  }
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Hash of one word at one address; sums of these by XOR do not depend on the order of stores. */
function mixA(addr: Addr, value: number): number {
  let hash = Math.imul(addr, 0x9e3779b1) ^ Math.imul(value, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
function mixB(addr: Addr, value: number): number {
  let hash = Math.imul(addr, 0xc2b2ae35) + Math.imul(value, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 16), 0x297a2d39);
  return hash ^ (hash >>> 12);
}

function align(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
