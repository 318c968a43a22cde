/** Pages by what their words lead to in the heap: when something changes there, the rules say something else about a page that does not. */
import type { Kernel } from "../machine/kernel.ts";
import type { Addr } from "../machine/memory.ts";
import type { PageState } from "./page_state.ts";

const TAGS = 3;
/** A table of callbacks, in what `mapping` leads to before 6.0. */
const A_OPS = 8;
const FOLIO_OR_NOTHING = 2;

export class Leads {
  private readonly k: Kernel;
  /** By a word that a rule loads … */
  private readonly words = new Map<Addr, Set<number>>();
  /** … and by an address of which it asks whether it is alive. */
  private readonly objects = new Map<Addr, Set<number>>();
  /** The first and the last page of the list that an address is the head of. */
  private readonly first = new Map<Addr, number>();
  private readonly last = new Map<Addr, number>();

  constructor(k: Kernel) {
    this.k = k;
  }

  add(page: PageState): void {
    const { heapEnd } = this.k.memory;
    for (const addr of this.wordsOf(page)) put(this.words, addr, page.pfn);
    for (const addr of this.objectsOf(page)) put(this.objects, addr, page.pfn);
    if (page.prev < heapEnd) this.first.set(page.prev, page.pfn);
    if (page.next < heapEnd) this.last.set(page.next, page.pfn);
  }
  remove(page: PageState): void {
    for (const addr of this.wordsOf(page)) drop(this.words, addr, page.pfn);
    for (const addr of this.objectsOf(page)) drop(this.objects, addr, page.pfn);
    if (this.first.get(page.prev) === page.pfn) this.first.delete(page.prev);
    if (this.last.get(page.next) === page.pfn) this.last.delete(page.next);
  }

  /** Adds pages that depend on a word of the heap. */
  toWord(addr: Addr, pages: Set<number>): void {
    for (const pfn of this.words.get(addr) ?? []) pages.add(pfn);
    const [first, last] = [this.first.get(addr), this.last.get(addr - 8)];
    if (first !== undefined) pages.add(first);
    if (last !== undefined) pages.add(last);
  }
  /** Adds pages that depend on what is alive, or dead, at an address. */
  toObject(addr: Addr, pages: Set<number>): void {
    for (const pfn of this.objects.get(addr) ?? []) pages.add(pfn);
  }
  /** Is there a page on the list whose head this is? */
  isHead(addr: Addr): boolean {
    return this.last.has(addr) || this.first.has(addr);
  }

  private wordsOf({ mapping, index }: PageState): Addr[] {
    if (mapping === 0) return [];
    const slot = (mapping & TAGS) === FOLIO_OR_NOTHING ? 0 : index;
    return [(mapping & ~TAGS) + A_OPS, slot].filter((addr) => this.inHeap(addr));
  }
  private objectsOf({ mapping, owner, content }: PageState): Addr[] {
    return [mapping & ~TAGS, owner, content].filter((addr) => this.inHeap(addr));
  }
  private inHeap(addr: Addr): boolean {
    return addr >= this.k.memory.heapStart && addr < this.k.memory.heapEnd;
  }
}

function put(index: Map<Addr, Set<number>>, addr: Addr, pfn: number): void {
  const pages = index.get(addr);
  if (pages) pages.add(pfn);
  else index.set(addr, new Set([pfn]));
}

function drop(index: Map<Addr, Set<number>>, addr: Addr, pfn: number): void {
  const pages = index.get(addr);
  pages?.delete(pfn);
  if (pages?.size === 0) index.delete(addr);
}
