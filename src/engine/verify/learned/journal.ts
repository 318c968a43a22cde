/** What each step of a run replaced, so that the run can go back, step by step. */
import type { HeapObject } from "../../../../models/machine/heap.ts";
import type { Kernel } from "../../../../models/machine/kernel.ts";
import type { Addr } from "../../../../models/machine/memory.ts";
import { must } from "../../must.ts";
import type { Effect } from "./step.ts";

interface Rare {
  shadows: { start: Addr; shadow: Uint8Array }[];
  objects: { addr: Addr; before: HeapObject | undefined }[];
}

export class Journal {
  private readonly k: Kernel;
  /** Address, old value, address, old value … of all steps. */
  private words = new Int32Array(4096);
  private top = 0;
  /** Per step: where its words begin, and what few steps do. */
  private readonly begins: number[] = [];
  /** … and the memory's hash before it: putting it back is cheaper than computing it again. */
  private readonly hashes: number[] = [];
  private readonly rare: (Rare | null)[] = [];

  constructor(k: Kernel) {
    this.k = k;
  }

  /** Takes a step that is known. */
  apply({ stores, marks, placed }: Effect): void {
    const { memory, heap } = this.k;
    this.begins.push(this.top);
    this.hashes.push(memory.hashA, memory.hashB);
    this.reserve(stores.length);
    for (let at = 0; at < stores.length; at += 2) {
      const addr = must(stores[at], "store");
      this.words[this.top++] = addr;
      this.words[this.top++] = memory.peek(addr);
      memory.poke(addr, must(stores[at + 1], "store"));
    }
    if (marks.length === 0) {
      this.rare.push(null);
      return;
    }
    const shadows = marks.map(({ start, bytes, live }) => {
      const shadow = memory.shadowOf(start, bytes);
      memory.setLive(start, bytes, live);
      return { start, shadow };
    });
    const objects = placed.map((object) => ({ addr: object.addr, before: heap.at(object.addr) }));
    for (const object of placed) heap.know(object.addr, object);
    this.rare.push({ shadows, objects });
  }

  /** Before a step that is run: `taken` notes afterwards what it replaced. It may end in a fault. */
  prepare(): { taken(): void } {
    const { memory, heap } = this.k;
    const shadow = memory.shadowOf(memory.heapStart, memory.heapEnd - memory.heapStart);
    const objects: Rare["objects"] = [];
    this.hashes.push(memory.hashA, memory.hashB);
    heap.journal = objects;
    return {
      taken: () => {
        heap.journal = null;
        this.begins.push(this.top);
        const old = memory.oldValues();
        this.reserve(old.size * 2);
        for (const [addr, value] of old) {
          this.words[this.top++] = addr;
          this.words[this.top++] = value;
        }
        const changed = memory.marks.length > 0;
        this.rare.push(changed ? { shadows: [{ start: memory.heapStart, shadow }], objects } : null);
      },
    };
  }

  /** Undoes the last step. */
  undo(): void {
    const { memory, heap } = this.k;
    const begin = must(this.begins.pop(), "begin to take back");
    memory.hashing = false;
    while (this.top > begin) {
      this.top -= 2;
      memory.poke(must(this.words[this.top], "word"), must(this.words[this.top + 1], "word"));
    }
    memory.hashing = true;
    memory.hashB = must(this.hashes.pop(), "hash to take back");
    memory.hashA = must(this.hashes.pop(), "hash to take back");
    const rare = this.rare.pop();
    if (!rare) return;
    for (const { start, shadow } of rare.shadows.reverse()) memory.restoreShadow(start, shadow);
    for (const { addr, before } of rare.objects.reverse()) heap.know(addr, before);
  }

  private reserve(more: number): void {
    if (this.top + more <= this.words.length) return;
    const larger = new Int32Array(2 * (this.words.length + more));
    larger.set(this.words);
    this.words = larger;
  }
}
