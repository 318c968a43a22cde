// On which list a page is, kept from change to change, is what reading all of it says: on lists that work, and on broken ones.

import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import {
  INIT_LIST_HEAD,
  ListHead,
  list_add,
  list_add_tail,
  list_del,
  list_splice_init,
  list_splice_tail_init,
} from "../../models/machine/list.ts";
import { PAGE_STRUCT_BYTES } from "../../models/machine/page.ts";
import { Rings } from "../../models/machine/rings.ts";
import { must } from "../../src/engine/must.ts";
import { Bench } from "./bench.ts";
import { REFERENCES } from "./kernels.ts";

const PAGES = 16;
const HEADS = 3;

const page = fc.nat(PAGES - 1);
const head = fc.nat(HEADS - 1);
const sound = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom("add", "append" as const), page, head }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("remove" as const), page, head }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom("splice", "splice tail" as const), page: head, head }) },
);
const broken = fc.record({ does: fc.constantFrom("link", "forget" as const), page, head: page });

/** A change that a step could make: operations on lists, one after the other. */
type Change = { does: string; page: number; head: number };

/** Lists of its own, with nothing on those of the balloon. */
class Machine extends Bench {
  private readonly heads: ListHead[];
  private readonly on = new Set<number>();

  constructor() {
    super(must(REFERENCES[0], "kernel"), "virtio-balloon", { machine: { pages: PAGES } });
    this.heads = Array.from({ length: HEADS }, (_, each) => this.k.heap.alloc(ListHead, `list ${each}`));
    for (const each of this.heads) INIT_LIST_HEAD(each);
    for (const page of this.memory) INIT_LIST_HEAD(page.lru);
  }

  does({ does, page: pfn, head: number }: Change): void {
    const { lru } = this.frame(pfn);
    const list = must(this.heads[number], "such list");
    if (does === "link") lru.next = this.frame(number).lru.addr;
    else if (does === "forget") INIT_LIST_HEAD(must(this.heads[number % HEADS], "such list"));
    else if (does.startsWith("splice")) {
      const from = must(this.heads[pfn % HEADS], "such list");
      if (from.addr === list.addr) return;
      (does === "splice" ? list_splice_init : list_splice_tail_init)(from, list);
    } else {
      if (this.on.delete(pfn)) list_del(lru);
      if (does === "remove") return;
      (does === "add" ? list_add : list_add_tail)(lru, list);
      this.on.add(pfn);
    }
  }

  /** Of which pages a word changed since the footprint was cleared. */
  touched(): Set<number> {
    const { memory } = this.k;
    const stores = [...memory.oldValues().keys()].filter((addr) => addr >= memory.mem_map && addr < memory.frames);
    return new Set(stores.map((addr) => Math.floor((addr - memory.mem_map) / PAGE_STRUCT_BYTES)));
  }
}

function hold(steps: readonly (readonly Change[])[]): void {
  const m = new Machine();
  const rings = new Rings(m.k);
  const all = (of: Rings) => Array.from({ length: PAGES }, (_, pfn) => of.head(pfn));
  for (const changes of steps) {
    const before = all(rings);
    m.k.memory.clearFootprint();
    try {
      for (const each of changes) m.does(each);
    } catch {
      // A list that is broken enough: what was done so far counts.
    }
    const moved = rings.update(m.touched());
    const now = all(rings);
    expect(now).toEqual(all(new Rings(m.k)));
    const others = before.flatMap((was, pfn) => (was === now[pfn] ? [] : [[pfn, was] as const]));
    expect(new Map(moved)).toEqual(new Map(others));
  }
}

test.prop([fc.array(fc.array(sound, { minLength: 1, maxLength: 4 }), { maxLength: 40 })], { seed: 7, numRuns: 500 })(
  "lists that work",
  hold,
);
test.prop(
  [
    fc.array(fc.array(fc.oneof({ weight: 9, arbitrary: sound }, broken), { minLength: 1, maxLength: 4 }), {
      maxLength: 20,
    }),
  ],
  {
    seed: 7,
    numRuns: 1000,
  },
)("lists that break", hold);
