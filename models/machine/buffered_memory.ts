/**
 * A memory in front of which each CPU has a store buffer: machine.memory is `tso` or `pso`. Plain stores, WRITE_ONCE() and store-releases go into it. An atomic
 * operation is made in the memory itself, after what Linux's memory model has before it (tools/memory-model/Documentation/explanation.txt): one that
 * is ordered, or a release, comes after all stores before; another one after those to its own word, and after a barrier. Under TSO each
 * of them is a locked instruction, and so comes after all. Loads are made in their order, so smp_rmb() and load-acquire have nothing to do.
 */
import {
  ACQUIRE,
  ACQUIRE_SHARED,
  type Access,
  COUNTER,
  kindOf,
  LOCK_WORD,
  ONCE,
  ORDERED,
  PLAIN,
  RELAXED,
  RELEASE,
  RELEASE_SHARED,
  STORE_RELEASE,
} from "./access.ts";
import type { MemoryModel } from "./config.ts";
import { type Addr, Memory, type MemoryMap, NULL_END } from "./memory.ts";
import { StoreBuffer, StoreBufferWords } from "./store_buffer.ts";
import { isOwn, type TaskStruct } from "./task.ts";

/** Kinds of a load that begins an atomic operation on its word. */
const UPDATES: readonly number[] = [RELAXED, ORDERED, COUNTER, RELEASE, STORE_RELEASE];
const AFTER_ALL: readonly number[] = [ORDERED, LOCK_WORD, RELEASE, RELEASE_SHARED, STORE_RELEASE];
const LOCKS: readonly number[] = [ACQUIRE, ACQUIRE_SHARED];
const DELAYED: readonly number[] = [PLAIN, ONCE, RELEASE, STORE_RELEASE];

export class BufferedMemory extends Memory {
  private readonly inOrder: boolean;
  /** By the address of the task that runs on the CPU. */
  private readonly buffers = new Map<Addr, StoreBuffer>();
  /** The word that an atomic operation has loaded, and stores to next. */
  private updated: Addr = 0;

  constructor(map: MemoryMap, model: Exclude<MemoryModel, "sc">) {
    super(map);
    this.inOrder = model === "tso";
  }

  /** Gives the CPU on which a task runs a buffer. */
  giveBuffer(task: TaskStruct, lanes: number): StoreBuffer {
    const { addr } = this.k.heap.alloc(StoreBufferWords, `stores of ${task.name}`);
    const buffer = new StoreBuffer(this, addr, { lanes, inOrder: this.inOrder });
    this.buffers.set(task.addr, buffer);
    return buffer;
  }

  override load(addr: Addr, access: Access = PLAIN): number {
    const buffer = this.running;
    if (buffer === null) return super.load(addr, access);
    const kind = kindOf(access);
    if (UPDATES.includes(kind)) {
      this.updated = addr;
      this.before(buffer, addr, kind);
    }
    const value = buffer.newest(addr);
    if (value === null) return super.load(addr, access);
    this.checkLater(addr, "load");
    this.told(addr, value, access);
    return value;
  }

  override store(addr: Addr, value: number, access: Access = PLAIN): void {
    const buffer = this.running;
    if (buffer === null) {
      super.store(addr, value, access);
      return;
    }
    const kind = kindOf(access);
    if (!DELAYED.includes(kind) || addr === this.updated) {
      this.before(buffer, addr, kind);
      if (LOCKS.includes(kind)) buffer.fenceAfterRelease();
      super.store(addr, value, access);
    } else if (addr === NULL_END || isOwn(this.k, this.k.current, addr)) {
      // Where the heap of the model ends, or nobody else's business.
      super.store(addr, value, access);
    } else {
      this.checkLater(addr, "store");
      this.monitor?.access(addr | 1, access);
      buffer.push(addr, value, kind === RELEASE || kind === STORE_RELEASE);
    }
    this.updated = 0;
  }

  /** What was stored to the object so far may not arrive in another life of it. */
  override mark(start: Addr, bytes: number, live: boolean): void {
    if (this.running?.holdsAnyOf(start, bytes)) this.running.settle();
    super.mark(start, bytes, live);
  }

  override fence(): void {
    this.running?.fence();
  }
  override settle(): void {
    this.running?.settle();
  }

  look(addr: Addr): number {
    const value = this.words[addr >> 2] as number;
    this.note(addr, value);
    return value;
  }
  arrive(addr: Addr, value: number): void {
    this.check(addr, "store");
    this.put(addr, value);
  }

  /** The memory is not touched yet, so what the step was promised of it is noted apart. */
  private checkLater(addr: Addr, what: "load" | "store"): void {
    this.check(addr, what);
    if (addr < this.heapEnd) this.probe(addr);
  }

  private before(buffer: StoreBuffer, addr: Addr, kind: number): void {
    if (AFTER_ALL.includes(kind) || buffer.holdsBack(addr)) buffer.settle();
  }

  private get running(): StoreBuffer | null {
    if (!this.recording || this.buffers.size === 0) return null;
    return this.buffers.get(this.k.current.addr) ?? null;
  }
}
