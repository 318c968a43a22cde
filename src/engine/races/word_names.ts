/** What a word is called, whichever object of its kind it lies in. */
import type { Kernel } from "../../../models/machine/kernel.ts";
import type { Layout } from "../../../models/machine/layout.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import { Page } from "../../../models/machine/page.ts";

/** Structs that are parts of others: a reader knows them by the field that they are. */
const PARTS = new Set(["struct list_head", "lock", "rwlock_t", "struct rw_semaphore"]);

export class WordNames {
  private readonly k: Kernel;
  private readonly known = new Map<Layout, Map<number, string>>();

  constructor(k: Kernel) {
    this.k = k;
  }

  /** The number of the frame whose struct page it lies in, or -1. */
  frameOf(addr: Addr): number {
    const { mem_map, frames } = this.k.memory;
    return addr >= mem_map && addr < frames ? Math.floor((addr - mem_map) / Page.layout.size) : -1;
  }

  nameOf(addr: Addr): string {
    const { memory, heap } = this.k;
    if (addr >= memory.frames) return "contents";
    if (addr >= memory.mem_map) return this.pathIn(Page.layout, (addr - memory.mem_map) % Page.layout.size);
    const object = heap.find(addr);
    if (object === undefined) return "?";
    // What is placed on a stack lies in nothing that others know.
    if (/ of /.test(object.name) && PARTS.has(object.layout.name)) return "a list on a stack";
    return this.pathIn(object.layout, (addr - object.addr) % object.layout.size);
  }

  /** Kept by layout, not by address: another order may have something else there. */
  private pathIn(layout: Layout, offset: number): string {
    let paths = this.known.get(layout);
    if (paths === undefined) {
      paths = new Map();
      this.known.set(layout, paths);
    }
    const path = paths.get(offset) ?? under(layout.name.replace("struct ", ""), layout, offset);
    paths.set(offset, path);
    return path;
  }
}

function under(path: string, layout: Layout, offset: number): string {
  const field = layout.fields.find((each) => each.offset <= offset && offset < each.offset + each.size);
  if (field === undefined) return path;
  if (field.of === undefined) return `${path}.${field.name}`;
  const { layout: inner } = field.of;
  const next = PARTS.has(inner.name) ? `${path}.${field.name}` : inner.name.replace("struct ", "");
  return under(next, inner, offset - field.offset);
}
