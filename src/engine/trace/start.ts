/** What the objects that a run touches held before it: an object's words, when it is touched for the first time. */
import type { Kernel } from "../../../models/machine/kernel.ts";
import type { Layout } from "../../../models/machine/layout.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import { Page } from "../../../models/machine/page.ts";
import type { Rings } from "../../../models/machine/rings.ts";
import { listName, wasLive } from "./lists.ts";
import type { Trace } from "./trace.ts";
import { formatWord, hex, isBookkeeping, placeOf } from "./words.ts";

export class StartReader {
  readonly words: Trace["start"]["words"] = {};
  readonly raw: Trace["start"]["raw"] = {};
  /** Frames of the pages among the objects, and those of them that are new. */
  readonly frames = new Set<number>();
  readonly fresh: number[] = [];
  private readonly k: Kernel;
  private readonly rings: Rings;
  private readonly known = new Set<Addr>();

  constructor(k: Kernel, rings: Rings) {
    this.k = k;
    this.rings = rings;
  }

  /** After a step that touched the word. `before`: the memory as it was when the step began. `moved`: pages that changed lists in it. */
  touched(addr: Addr, before: (addr: Addr) => number, moved: ReadonlyMap<number, Addr>): void {
    const { k } = this;
    const base = this.baseOf(addr);
    if (base === null || this.known.has(base.addr)) return;
    this.known.add(base.addr);
    if (!wasLive(k, base.addr)) return;
    const { object } = placeOf(k, base.addr);
    const fields: Record<string, string> = {};
    const raw: Record<string, string> = {};
    for (const offset of offsetsOf(base.layout)) {
      const place = placeOf(k, base.addr + offset);
      if (base.layout === Page.layout || !isBookkeeping(k, base.addr + offset, place)) {
        const value = before(base.addr + offset);
        fields[place.field] = formatWord(k, base.addr + offset, value, before);
        raw[place.field] = hex(value);
      }
    }
    if (base.layout === Page.layout) {
      const pfn = (base.addr - k.memory.mem_map) / Page.layout.size;
      fields["on list"] = listName(k, moved.get(pfn) ?? this.rings.head(pfn), (each) => wasLive(k, each));
      this.frames.add(pfn);
      this.fresh.push(pfn);
    }
    if (Object.keys(fields).length === 0) return;
    this.words[object] = fields;
    this.raw[object] = raw;
  }

  private baseOf(addr: Addr): { addr: Addr; layout: Layout } | null {
    const { memory, heap } = this.k;
    if (addr >= memory.frames) return null;
    if (addr >= memory.mem_map) {
      return { addr: addr - ((addr - memory.mem_map) % Page.layout.size), layout: Page.layout };
    }
    const object = heap.find(addr);
    return object ? { addr: addr - ((addr - object.addr) % object.layout.size), layout: object.layout } : null;
  }
}

const offsets = new Map<Layout, readonly number[]>();

/** Of every word; where fields share one, once. */
function offsetsOf(layout: Layout): readonly number[] {
  const known = offsets.get(layout);
  if (known) return known;
  const found = layout.fields.flatMap(({ offset, of }) =>
    of ? offsetsOf(of.layout).map((inner) => offset + inner) : [offset],
  );
  const once = [...new Set(found)];
  offsets.set(layout, once);
  return once;
}
