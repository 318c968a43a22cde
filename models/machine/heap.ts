/**
 * The slab allocator of the model: it hands out typed objects and never reuses memory within a run, so
 * that a stale pointer is always seen as a use after free, with the name of the object it once was.
 */
import { Fault } from "./fault.ts";
import { type Layout, type StructOf, struct, type View, word } from "./layout.ts";
import { type Addr, type Memory, NULL_END } from "./memory.ts";

export interface HeapObject {
  addr: Addr;
  /** What a reader calls it: "balloon_dev_info", "zspage 2". */
  name: string;
  /** Layout of one element; an array has several. */
  layout: Layout;
  count: number;
}

class HeapState extends struct("heap", { next: word }) {}

export class Heap {
  private readonly memory: Memory;
  private readonly state: HeapState;
  /** Every object ever allocated, by address; entries beyond `state.next` belong to a future that was undone. */
  private readonly objects = new Map<Addr, HeapObject>();
  /** Their addresses, in order. */
  private readonly starts: Addr[] = [];
  /** Where objects are placed, and what was known of the address before: for whoever wants to undo it. */
  journal: { addr: Addr; before: HeapObject | undefined }[] | null = null;

  constructor(memory: Memory) {
    this.memory = memory;
    this.memory.mark(NULL_END, HeapState.layout.size, true);
    this.state = new HeapState(memory, NULL_END);
    this.state.next = NULL_END + HeapState.layout.size;
    this.memory.nameOf = (addr) => this.find(addr)?.name;
  }

  /** Zeroed memory, like kzalloc(). `count` objects side by side make an array. */
  alloc<T extends View>(type: StructOf<T>, name: string, count = 1): T {
    const addr = this.state.next;
    const bytes = type.layout.size * count;
    if (addr + bytes > this.memory.heapEnd) {
      throw new Fault("out-of-memory", `the model's heap is full: ${name} needs ${bytes} bytes (raise machine.heap)`);
    }
    this.state.next = addr + bytes;
    return this.place(type, name, addr, count);
  }

  /** Brings an object to life at an address that the caller manages: a stack. */
  place<T extends View>(type: StructOf<T>, name: string, addr: Addr, count = 1): T {
    const size = type.layout.size * count;
    this.memory.mark(addr, size, true);
    this.journal?.push({ addr, before: this.objects.get(addr) });
    this.know(addr, { addr, name, layout: type.layout, count });
    return new type(this.memory, addr);
  }

  /** The object that was last placed at an address. */
  at(addr: Addr): HeapObject | undefined {
    return this.objects.get(addr);
  }
  /** For repeating or undoing a step: what `place` says of an address, without the memory. */
  know(addr: Addr, object: HeapObject | undefined): void {
    if (object !== undefined && !this.objects.has(addr)) this.starts.splice(this.after(addr), 0, addr);
    if (object === undefined && this.objects.has(addr)) this.starts.splice(this.after(addr) - 1, 1);
    if (object) this.objects.set(addr, object);
    else this.objects.delete(addr);
  }

  free(object: View): void {
    const known = this.objects.get(object.addr);
    if (!known) throw new Fault("wild-access", `kfree of 0x${object.addr.toString(16)}, which is no object`);
    if (!this.memory.isLive(object.addr)) throw new Fault("double-free", `${known.name} is freed twice`);
    this.memory.mark(object.addr, known.layout.size * known.count, false);
  }

  /** The object that an address lies in, living or freed. */
  find(addr: Addr): HeapObject | undefined {
    // The innermost: what is placed on a stack is within the stack.
    for (let at = this.after(addr) - 1; at >= 0; at--) {
      const object = this.objects.get(this.starts[at] as Addr) as HeapObject;
      if (addr < object.addr + object.layout.size * object.count) return object;
    }
    return undefined;
  }

  /** How many objects start at an address or before it. */
  private after(addr: Addr): number {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const start = this.starts[middle] as Addr;
      if (start <= addr) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first address that was never given away. */
  get end(): Addr {
    return this.memory.peek(NULL_END);
  }

  live(): HeapObject[] {
    const { end } = this;
    return [...this.objects.values()].filter((object) => object.addr < end && this.memory.isLive(object.addr));
  }
}
