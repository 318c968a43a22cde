/**
 * A memory that CPUs see late: machine.memory is not `sc`. Plain stores, WRITE_ONCE() and store-releases go into the store buffer of the CPU. An
 * atomic operation is made in the memory itself, after what Linux's memory model has before it (tools/memory-model/Documentation/explanation.txt): one that
 * is ordered, or a release, comes after all stores before; another one after those to its own word, and after a barrier. Where stores stay in order, each of them is a
 * locked instruction, and so comes after all.
 *
 * Where loads don't stay in order, a plain load, data_race(), READ_ONCE() and a load-acquire may read what the word held before another CPU's store (old_copies.ts), until something
 * orders loads: smp_rmb() or smp_mb(), an ordered atomic operation, a lock taken, a load-acquire, which is a load and an smp_rmb() behind it as on machines that have no
 * better, and for words of an object the READ_ONCE() that its address came from. Elsewhere none of this has anything to do: loads are made in their order.
 */
import {
  ACQUIRE,
  ACQUIRE_SHARED,
  type Access,
  bitOf,
  COUNTER,
  DATA_RACE,
  kindOf,
  LOAD_ACQUIRE,
  LOCK_WORD,
  ONCE,
  ORDERED,
  PLAIN,
  RELAXED,
  RELEASE,
  RELEASE_SHARED,
  STORE_RELEASE,
} from "./access.ts";
import { loadsInOrder, type MemoryModel, storesInOrder } from "./config.ts";
import { offsetOf } from "./layout.ts";
import { ListHead } from "./list.ts";
import { type Addr, Memory, type MemoryMap, NULL_END } from "./memory.ts";
import { OldCopies, OldCopyWords } from "./old_copies.ts";
import { PAGE_STRUCT_BYTES, Page } from "./page.ts";
import { StoreBuffer, StoreBufferWords } from "./store_buffer.ts";
import { isOwn, type TaskStruct } from "./task.ts";

/** Kinds of a load that begins an atomic operation on its word. */
const UPDATES: readonly number[] = [RELAXED, ORDERED, COUNTER, RELEASE, STORE_RELEASE];
const AFTER_ALL: readonly number[] = [ORDERED, LOCK_WORD, RELEASE, RELEASE_SHARED, STORE_RELEASE];
const LOCKS: readonly number[] = [ACQUIRE, ACQUIRE_SHARED];
const OF_LOCKS: readonly number[] = [LOCK_WORD, ACQUIRE, ACQUIRE_SHARED, RELEASE, RELEASE_SHARED];
/** Nobody asks for an old lock, or for an old count that nobody uses. */
const UNREAD: readonly number[] = [...OF_LOCKS, COUNTER];
const DELAYED: readonly number[] = [PLAIN, ONCE, RELEASE, STORE_RELEASE];
const MAY_BE_OLD: readonly number[] = [PLAIN, DATA_RACE, ONCE, LOAD_ACQUIRE];
const LRU = offsetOf(Page, "lru");
/** `lru`: not the word behind it, which is the mark to some and a link to others. */
const isLinkOfPage = (offset: number) => offset >= LRU && offset < LRU + ListHead.layout.size;
/** Of a pointer, the bits that are flags. */
const TAGS = 7;

/** What it has stored and others don't see, and what others have stored and it doesn't see, if that is possible. */
interface Cpu {
  readonly stores: StoreBuffer;
  readonly copies: OldCopies | null;
}

export class BufferedMemory extends Memory {
  private readonly model: MemoryModel;
  /** By the address of the task that runs on it. */
  private readonly cpus = new Map<Addr, Cpu>();
  /** The word that an atomic operation has loaded, and stores to next. */
  private updated: Addr = 0;
  /** How many functions that count as one access are running. */
  private wholes = 0;

  constructor(map: MemoryMap, model: MemoryModel) {
    super(map);
    this.model = model;
  }

  /** Gives a task a CPU of its own. */
  giveCpu(task: TaskStruct, lanes: number): Cpu {
    const { heap } = this.k;
    const stores = heap.alloc(StoreBufferWords, `stores of ${task.name}`).addr;
    const copies = loadsInOrder(this.model) ? null : heap.alloc(OldCopyWords, `copies of ${task.name}`).addr;
    const cpu = {
      stores: new StoreBuffer(this, stores, { lanes, inOrder: storesInOrder(this.model) }),
      copies: copies === null ? null : new OldCopies(this, copies),
    };
    this.cpus.set(task.addr, cpu);
    return cpu;
  }

  override get crowded(): boolean {
    return [...this.cpus.values()].some(({ copies }) => copies?.crowded === true);
  }

  override load(addr: Addr, access: Access = PLAIN): number {
    const cpu = this.running;
    if (cpu === null) return super.load(addr, access);
    const { stores, copies } = cpu;
    const kind = kindOf(access);
    if (UPDATES.includes(kind)) {
      this.updated = addr;
      this.before(stores, addr, kind);
    }
    if (kind === ORDERED) copies?.catchUp();
    else if (!MAY_BE_OLD.includes(kind)) copies?.forget(addr);
    const own = stores.newest(addr) ?? copies?.oldest(addr) ?? null;
    const value = own ?? super.load(addr, access);
    if (own !== null) {
      this.checkLater(addr, "load");
      this.told(addr, own, access);
    }
    if (kind === LOAD_ACQUIRE) copies?.catchUp();
    else if (kind === ONCE && copies !== null) this.follow(copies, value);
    return value;
  }

  override store(addr: Addr, value: number, access: Access = PLAIN): void {
    const cpu = this.running;
    if (cpu === null) {
      super.store(addr, value, access);
      return;
    }
    const { stores, copies } = cpu;
    const kind = kindOf(access);
    const isLock = OF_LOCKS.includes(kind) && bitOf(access) < 0;
    const unread = UNREAD.includes(kind);
    if (!DELAYED.includes(kind) || addr === this.updated) {
      this.before(stores, addr, kind);
      if (LOCKS.includes(kind)) {
        stores.fenceAfterRelease();
        copies?.catchUp();
      }
      this.check(addr, "store");
      if (isLock && kind !== LOCK_WORD) stores.countLock(LOCKS.includes(kind) ? 1 : -1);
      if (!unread) this.seen(addr, value, stores);
      super.store(addr, value, access);
    } else if (addr === NULL_END || isOwn(this.k.current, addr)) {
      // Where the heap of the model ends, or nobody else's business.
      super.store(addr, value, access);
    } else {
      this.checkLater(addr, "store");
      this.monitor?.access(addr | 1, access);
      if (isLock) stores.countLock(-1);
      const quiet = unread || (kind === PLAIN && !this.isOfPage(addr) && stores.locks > 0);
      stores.push(addr, value, { last: kind === RELEASE || kind === STORE_RELEASE, quiet });
    }
    this.updated = 0;
  }

  /** What was stored to the object so far may not arrive in another life of it. */
  override mark(start: Addr, bytes: number, live: boolean): void {
    const stores = this.running?.stores;
    if (stores?.holdsAnyOf(start, bytes)) stores.settle();
    super.mark(start, bytes, live);
  }

  override fence(): void {
    this.running?.stores.fence();
  }
  override settle(): void {
    this.running?.stores.settle();
  }
  override catchUp(): void {
    this.running?.copies?.catchUp();
  }
  override beginWhole(): void {
    if (this.wholes++ > 0) return;
    this.settle();
    this.catchUp();
  }
  override endWhole(): void {
    if (this.wholes === 1) this.settle();
    this.wholes--;
  }
  override clearFootprint(): void {
    super.clearFootprint();
    this.wholes = 0;
  }
  override retire(): void {
    this.running?.copies?.retire();
  }

  look(addr: Addr): number {
    const value = this.words[addr >> 2] as number;
    this.note(addr, value);
    return value;
  }
  arrive(addr: Addr, value: number, from: StoreBuffer, quiet: boolean): void {
    this.check(addr, "store");
    if (!quiet) this.seen(addr, value, from);
    this.put(addr, value);
  }

  /** A word is about to change: whose CPU stored to it sees that, and the others may still see what it holds now. */
  private seen(addr: Addr, value: number, by: StoreBuffer): void {
    if (loadsInOrder(this.model) || this.isUnderLock(addr)) return;
    const old = this.look(addr);
    for (const { stores, copies } of this.cpus.values()) {
      if (stores === by || this.wholes > 0) copies?.forget(addr);
      else if (old !== value) copies?.keep(addr, old);
    }
  }

  /** Words of stacks, and links of lists: who goes there has a lock, and so sees them as they are. */
  private isUnderLock(addr: Addr): boolean {
    if (this.isOfPage(addr)) return isLinkOfPage((addr - this.mem_map) % PAGE_STRUCT_BYTES);
    const object = this.k.heap.find(addr);
    const field = object?.layout.fields.find(({ offset, size }) => {
      const at = (addr - object.addr) % object.layout.size;
      return at >= offset && at < offset + size;
    });
    return field?.of === ListHead || this.k.tasks.some((task) => isOwn(task, addr));
  }

  /** Anybody may look at a struct page, with no lock. */
  private isOfPage(addr: Addr): boolean {
    return addr >= this.mem_map && addr < this.frames;
  }

  /** An address dependency: what is loaded through a pointer is no older than the pointer. */
  private follow(copies: OldCopies, value: number): void {
    const to = value & ~TAGS;
    if (this.isOfPage(to)) {
      copies.forgetAllIn(to - ((to - this.mem_map) % PAGE_STRUCT_BYTES), PAGE_STRUCT_BYTES);
      return;
    }
    const object = to >= NULL_END && to < this.heapEnd ? this.k.heap.find(to) : undefined;
    if (object !== undefined) copies.forgetAllIn(object.addr, object.layout.size * object.count);
  }

  /** The memory is not touched yet, so what the step was promised of it is noted apart. */
  private checkLater(addr: Addr, what: "load" | "store"): void {
    this.check(addr, what);
    if (addr < this.heapEnd) this.probe(addr);
  }

  private before(stores: StoreBuffer, addr: Addr, kind: number): void {
    if (AFTER_ALL.includes(kind) || stores.holdsBack(addr)) stores.settle();
  }

  private get running(): Cpu | null {
    if (!this.recording || this.cpus.size === 0) return null;
    return this.cpus.get(this.k.current.addr) ?? null;
  }
}
