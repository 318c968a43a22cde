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
import { Fault } from "./fault.ts";

export type Addr = number;

export const NULL_END = 0x1000;
export const TEXT = 0x4000_0000;
/** include/linux/poison.h without POISON_POINTER_DELTA: the value whose low bits looked like a movable page (bug of v6.2). */
export const LIST_POISON1 = 0x100;
export const LIST_POISON2 = 0x122;

const UNALLOCATED = 0;
const LIVE = 1;

export interface MemoryMap {
  heapBytes: number;
  pages: number;
  pageBytes: number;
  frameBytes: number;
}

export class Memory {
  readonly heapEnd: Addr;
  readonly mem_map: Addr;
  readonly frames: Addr;
  readonly end: Addr;
  readonly buffer: ArrayBuffer;
  private readonly words: Int32Array;
  /** One byte per 4 bytes of heap: unallocated, live or freed. Part of the buffer, so of every snapshot. */
  private readonly shadow: Uint8Array;
  /** Words touched since `clearFootprint`: the address, with bit 0 set for a store. */
  footprint = new Int32Array(256);
  touched = 0;
  /** Old values of the stores since `clearFootprint`, by address. Kept only while `journalling`. */
  readonly journal = new Map<Addr, number>();
  journalling = false;

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

  load(addr: Addr): number {
    this.check(addr, "load");
    this.note(addr);
    return this.words[addr >> 2] as number;
  }

  store(addr: Addr, value: number): void {
    this.check(addr, "store");
    this.note(addr | 1);
    if (this.journalling && !this.journal.has(addr)) this.journal.set(addr, this.words[addr >> 2] as number);
    this.words[addr >> 2] = value;
  }

  /** A load that leaves no footprint: for checkers and views, never for kernel code. */
  peek(addr: Addr): number {
    return addr >= NULL_END && addr < this.end ? (this.words[addr >> 2] as number) : 0;
  }

  /** Runs an observer: what it loads is not part of any step. */
  quietly<R>(observe: () => R): R {
    const { touched } = this;
    try {
      return observe();
    } finally {
      this.touched = touched;
    }
  }

  clearFootprint(): void {
    this.touched = 0;
    if (this.journalling) this.journal.clear();
  }

  mark(start: Addr, bytes: number, live: boolean): void {
    const first = (start - NULL_END) >> 2;
    this.shadow.fill(live ? LIVE : 2, first, first + (bytes >> 2));
  }

  isLive(addr: Addr): boolean {
    return addr >= this.heapEnd ? addr < this.end : addr >= NULL_END && this.shadow[(addr - NULL_END) >> 2] === LIVE;
  }

  snapshot(): ArrayBuffer {
    return this.buffer.slice(0);
  }

  restore(snapshot: ArrayBuffer): void {
    new Uint8Array(this.buffer).set(new Uint8Array(snapshot));
    this.clearFootprint();
  }

  private check(addr: Addr, what: "load" | "store"): void {
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
      return new Fault("null-dereference", `${what} at ${hex}: a NULL pointer was followed`);
    if (addr >= NULL_END && addr < this.heapEnd) {
      return this.shadow[(addr - NULL_END) >> 2] === UNALLOCATED
        ? new Fault("wild-access", `${what} at ${hex}: heap that was never allocated`)
        : new Fault("use-after-free", `${what} at ${hex}: freed memory`);
    }
    return new Fault("wild-access", `${what} at ${hex}: nothing is mapped there`);
  }

  private note(entry: number): void {
    if (this.touched === this.footprint.length) {
      const larger = new Int32Array(this.touched * 2);
      larger.set(this.footprint);
      this.footprint = larger;
    }
    this.footprint[this.touched++] = entry;
  }
}

function align(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
