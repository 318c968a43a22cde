/**
 * One booted machine: its memory, what is in it, and the kernel release that it runs. Everything that can change
 * during a run is in `memory`; the rest is fixed at boot or is a log.
 */
import type { DifferenceName } from "../differences.ts";
import type { Driver, Era, Release } from "../era.ts";
import type { GuardName } from "../guards.ts";
import { BufferedMemory } from "./buffered_memory.ts";
import { DEFAULT_CONFIG, DEFAULT_MACHINE, FRAME_BYTES, type KernelConfig, type MachineConfig } from "./config.ts";
import { Fault } from "./fault.ts";
import { Heap } from "./heap.ts";
import { offsetOf, type Pointer, type StructOf, type View } from "./layout.ts";
import { INIT_LIST_HEAD } from "./list.ts";
import { type Addr, Memory, TEXT } from "./memory.ts";
import { PAGE_STRUCT_BYTES, type Page, page_to_pfn } from "./page.ts";
import { bootBuddy, FreeArea } from "./page_alloc.ts";
import type { PageFlags } from "./page-flags.ts";
import type { PageTypes } from "./page-type.ts";
import { create_task, type TaskStruct } from "./task.ts";
import type { Tracer } from "./trace.ts";
import { MEM_ONLINE, MemoryBlock, Node, NR_PAGE_ORDERS, Pageblock, VmEvents, Zone } from "./zone.ts";

/** Room for the store buffers, and the tasks that drain them. */
const BUFFERS_BYTES = 16 * 1024;

export interface BootOptions {
  machine?: Partial<MachineConfig>;
  config?: Partial<KernelConfig>;
  /** Guards taken out of the code for this run. */
  without?: readonly GuardName[];
}

export interface LogLine {
  level: "warn" | "bad-page";
  text: string;
}

// biome-ignore lint/suspicious/noExplicitAny: the signature is that of the field that points to the function
type FunctionBody = (...args: any[]) => any;
type Pointed<P> = P extends Pointer<infer F> ? F : FunctionBody;

export class Kernel {
  readonly memory: Memory;
  readonly heap: Heap;
  readonly machine: MachineConfig;
  readonly config: KernelConfig;
  readonly era: Era;
  readonly release: Release;
  readonly flags: PageFlags;
  readonly types: PageTypes;
  readonly zones: Zone[] = [];
  readonly events: VmEvents;
  readonly node: Node;
  readonly pageblocks: View;
  private readonly memoryBlocks: View;
  readonly tasks: TaskStruct[] = [];
  readonly devices = new Map<string, { driver: Driver; device: View }>();
  readonly log: LogLine[] = [];
  tracer: Tracer | null = null;
  /** The task whose step is running. */
  current: TaskStruct;
  private readonly freeAreas: View[] = [];
  private readonly functions: FunctionBody[] = [];
  private readonly symbols = new Map<string, Addr>();
  private readonly removed: ReadonlySet<GuardName>;

  constructor(era: Era, release: Release, options: BootOptions = {}) {
    this.era = era;
    this.release = release;
    this.flags = release.flags;
    this.types = release.types;
    this.machine = { ...DEFAULT_MACHINE, ...options.machine };
    this.config = { ...DEFAULT_CONFIG, ...options.config };
    this.removed = new Set(options.without);
    const { pages, pageblock, block, contents, heap, memory } = this.machine;
    const blocks = Math.ceil(pages / block);
    const fixed =
      2048 +
      this.machine.zones.length * 512 +
      Math.ceil(pages / pageblock) * 8 +
      blocks * 8 +
      Math.ceil(pages / 32) * 4 +
      (memory === "sc" ? 0 : BUFFERS_BYTES);
    const map = {
      heapBytes: heap + fixed,
      pages,
      pageBytes: PAGE_STRUCT_BYTES,
      frameBytes: contents ? FRAME_BYTES : 0,
    };
    this.memory = memory === "sc" ? new Memory(map) : new BufferedMemory(map, memory);
    this.memory.k = this;
    this.heap = new Heap(this.memory);
    this.events = this.heap.alloc(VmEvents, "vm_event_states");
    this.node = this.heap.alloc(Node, "pglist_data");
    INIT_LIST_HEAD(this.node.lru);
    INIT_LIST_HEAD(this.node.memory_chain);
    INIT_LIST_HEAD(this.node.oom_notify_list);
    this.pageblocks = this.heap.alloc(Pageblock, "pageblock_flags", Math.ceil(pages / pageblock));
    this.memoryBlocks = this.heap.alloc(MemoryBlock, "memory_block", blocks);
    for (let each = 0; each < blocks; each++) this.memoryBlock(each).state = MEM_ONLINE;
    let start = 0;
    for (const { name, pages: size } of this.machine.zones) {
      const zone = this.heap.alloc(Zone, `zone ${name}`);
      zone.name = name;
      zone.start_pfn = start;
      zone.end_pfn = start + size;
      zone.present_pages = size;
      start += size;
      this.zones.push(zone);
      this.freeAreas.push(this.heap.alloc(FreeArea, `free_area ${name}`, NR_PAGE_ORDERS * 2));
    }
    this.current = this.task("swapper");
    this.memory.quietly(() => bootBuddy(this));
    era.boot(this);
    this.memory.clearFootprint();
  }

  task(name: string, flags = 0): TaskStruct {
    const task = create_task(this, name, flags);
    this.tasks.push(task);
    return task;
  }

  /** Is the guard in place? Asked at the guard itself, so that taking it out needs no second copy of the code. */
  guard(name: GuardName): boolean {
    this.memory.monitor?.asks(name);
    return !this.removed.has(name);
  }

  /** Does the release that runs have this named difference from its era's reference kernel? */
  differs(name: DifferenceName): boolean {
    return this.release.differences.has(name);
  }

  zone(page: Page): Zone {
    return this.zoneOf(page_to_pfn(page));
  }
  zoneOf(pfn: number): Zone {
    for (const zone of this.zones) if (pfn < this.memory.peek(zone.addr + ZONE_END)) return zone;
    throw new Fault("wild-access", `pfn ${pfn} is in no zone`);
  }
  freeArea(zone: Zone, order: number, isolated: boolean): FreeArea {
    const areas = this.freeAreas[this.zones.indexOf(zone)] as View;
    return new FreeArea(this.memory, areas.addr + (order * 2 + (isolated ? 1 : 0)) * FreeArea.layout.size);
  }
  pageblock(pfn: number): Pageblock {
    const index = Math.floor(pfn / this.machine.pageblock);
    return new Pageblock(this.memory, this.pageblocks.addr + index * Pageblock.layout.size);
  }

  memoryBlock(number: number): MemoryBlock {
    return new MemoryBlock(this.memory, this.memoryBlocks.addr + number * MemoryBlock.layout.size);
  }

  /** Static data: a table of functions that the kernel image or a module holds. Never freed. */
  rodata<T extends View>(
    type: StructOf<T>,
    name: string,
    values: { [K in keyof T]?: Pointed<T[K]> | undefined },
  ): Addr {
    const loaded = this.symbols.get(name);
    if (loaded !== undefined) return loaded;
    const object = this.heap.alloc(type, name);
    for (const [field, body] of Object.entries(values)) {
      if (body) this.memory.store(object.addr + offsetOf(type, field), this.textAddress(body as FunctionBody));
    }
    this.symbols.set(name, object.addr);
    return object.addr;
  }
  symbol(name: string): Addr {
    const addr = this.symbols.get(name);
    if (addr === undefined) throw new TypeError(`no symbol ${name}`);
    return addr;
  }
  textAddress<F extends FunctionBody>(body: F): Pointer<F> {
    let index = this.functions.indexOf(body);
    if (index < 0) index = this.functions.push(body) - 1;
    return TEXT + index * 16;
  }
  /** The name that `kernel()` gave the function at an address, for views. */
  functionName(addr: Addr): string | undefined {
    return this.functions[(addr - TEXT) / 16]?.name;
  }
  /** An indirect call. Crashes as the kernel would where the pointer leads nowhere. */
  call<F extends FunctionBody>(addr: Pointer<F>, what: string): F {
    const body = this.functions[(addr - TEXT) / 16];
    if (body) return body as F;
    if (addr === 0) throw new Fault("null-dereference", `call of ${what}, which is NULL`);
    throw new Fault("wild-access", `call of ${what} at 0x${(addr >>> 0).toString(16)}, which is no function`);
  }

  printk(level: LogLine["level"], text: string): void {
    this.log.push({ level, text });
  }
}

const ZONE_END = offsetOf(Zone, "end_pfn");
