/**
 * On which list each page is. The word that links it is in one ring at most, so the way from a page along its ring ends at the head. To walk it for
 * every page takes as long as the lists are; here a change costs as much as it moves.
 *
 * It is kept for rings in which neighbours agree. There a page that got another successor ends where that one ends, unless the link closed a
 * ring without a head, and mostly a look around tells that it did not. Where neighbours disagree, a page leads one way only, or pages are held
 * outside of them, all is read anew.
 */
import type { Kernel } from "./kernel.ts";
import { offsetOf } from "./layout.ts";
import type { Links } from "./links.ts";
import { type Addr, type Memory, NULL_END } from "./memory.ts";
import { PAGE_STRUCT_BYTES, Page, page_to_pfn, pageAt } from "./page.ts";

const NEXT = offsetOf(Page, "lru");
const PREV = NEXT + 8;
const NO_PAGE = -1;

/** What stands in the place of a head: for a page that is on no list, and for a ring without one. */
export const ON_NO_LIST = -1;
export const NO_HEAD = -2;
const UNKNOWN = -3;
const NONE: ReadonlyMap<number, Addr> = new Map();
/** In the place of the one before, where a page does not say it itself: nobody leads to the page, or several do. */
export const NOBODY = 0;
export const SEVERAL = -4;

export class Rings {
  private readonly memory: Memory;
  private readonly links: Links;
  /** By frame: as they were when they were last looked at. */
  private readonly next: Int32Array<ArrayBuffer>;
  private readonly prev: Int32Array<ArrayBuffer>;
  private readonly heads: Int32Array<ArrayBuffer>;
  /** Neighbours disagree somewhere. */
  private tangled = false;

  constructor({ memory, era: { links }, machine: { pages } }: Kernel) {
    this.memory = memory;
    this.links = links;
    this.next = new Int32Array(pages);
    this.prev = new Int32Array(pages);
    this.heads = new Int32Array(pages);
    this.readAll();
  }

  /** Where the way along the ring ends, as of the last look. */
  head(pfn: number): Addr {
    return this.heads[pfn] as Addr;
  }

  /** The words that lead on from the page, and to it, as of the last look. */
  beside(pfn: number): { next: Addr; prev: Addr } {
    return { next: this.next[pfn] as Addr, prev: this.prev[pfn] as Addr };
  }

  /** Did neighbours agree at the last look, wherever one page leads to another? */
  get sound(): boolean {
    return !this.tangled && !this.anew;
  }

  /** Is all read again at each look? */
  get anew(): boolean {
    return this.links.oneWay || this.links.outside !== undefined;
  }

  /** Looks again. `pages`: all of which a link changed; null: any. Returns pages that have another head now, and the one that each had. */
  update(pages: Iterable<number> | null): ReadonlyMap<number, Addr> {
    if (pages === null || this.anew) return this.readAgain();
    const touched = [...pages];
    if (touched.length === 0 && !this.tangled) return NONE;
    const relinked = new Set(touched.filter((pfn) => this.nextOf(pfn) !== this.next[pfn]));
    if (this.tangled || relinked.size ** 2 > this.heads.length + 64) return this.readAgain();
    const agree = touched.every((pfn) =>
      [pfn, this.pageAt(this.next[pfn] as Addr), this.pageAt(this.prev[pfn] as Addr)].every((each) => this.fits(each)),
    );
    if (!agree || ![...relinked].every((pfn) => this.ends(pfn, relinked))) return this.readAgain();
    for (const pfn of touched) this.note(pfn);
    return this.follow(relinked);
  }

  private readAgain(): ReadonlyMap<number, Addr> {
    const old = this.heads.slice();
    this.readAll();
    const before = new Map<number, Addr>();
    for (let pfn = 0; pfn < old.length; pfn++) if (old[pfn] !== this.heads[pfn]) before.set(pfn, old[pfn] as Addr);
    return before;
  }

  private readAll(): void {
    const { heads } = this;
    heads.fill(UNKNOWN);
    this.tangled = false;
    for (let pfn = 0; pfn < heads.length; pfn++) {
      this.note(pfn);
      if (!this.links.oneWay && !this.fits(pfn)) this.tangled = true;
      if (heads[pfn] !== UNKNOWN) continue;
      if (!this.linked(pfn)) {
        heads[pfn] = ON_NO_LIST;
        continue;
      }
      this.readWay(pfn);
    }
    if (this.links.oneWay) this.lookBack();
    this.lookOutside();
  }

  /** Pages that say nothing themselves of where they are. */
  private lookOutside(): void {
    const { memory, next, prev, heads, links } = this;
    if (links.outside === undefined) return;
    const { outside } = links;
    for (const [page, head] of memory.quietly(() => [...outside(memory.k)])) {
      const pfn = page_to_pfn(page);
      prev[pfn] = heads[pfn] === ON_NO_LIST ? head : SEVERAL;
      next[pfn] = head;
      heads[pfn] = head;
    }
  }

  /** Who leads to each page. Heads are found from the pages, so one that leads to a page of another list counts as nobody. */
  private lookBack(): void {
    const { memory, next, prev, heads } = this;
    const led = (to: number, from: Addr) => {
      if (to !== NO_PAGE) prev[to] = prev[to] === NOBODY ? from : SEVERAL;
    };
    for (let pfn = 0; pfn < next.length; pfn++)
      if (this.linked(pfn)) led(this.pageAt(next[pfn] as Addr), this.entry(pfn));
    for (const head of new Set(heads)) if (memory.isLive(head)) led(this.pageAt(memory.peek(head)), head);
  }

  /** From a page of which the head is not known, to where it is known, or ends, or comes round. */
  private readWay(from: number): void {
    const { heads } = this;
    let hops = 0;
    let last = from;
    let head = UNKNOWN;
    while (head === UNKNOWN) {
      const successor = this.pageAt(this.nextOf(last));
      if (successor === NO_PAGE) head = this.nextOf(last);
      else if (++hops > heads.length) head = NO_HEAD;
      else if (this.linked(successor)) head = heads[successor] as Addr;
      if (head === UNKNOWN) last = successor;
    }
    for (let at = from; heads[at] !== head; at = this.pageAt(this.nextOf(at))) {
      heads[at] = head;
      if (at === last) return;
    }
  }

  /** Does the new way from the page end, and in no ring? A ring that a step closes is entered from a page that keeps its link. */
  private ends(pfn: number, relinked: ReadonlySet<number>): boolean {
    let at = pfn;
    for (let hops = 0; relinked.has(at); hops++) {
      if (hops > relinked.size) return false;
      at = this.pageAt(this.nextOf(at));
    }
    const before = this.pageAt(this.prevOf(pfn));
    if (at === NO_PAGE || before === NO_PAGE || relinked.has(before)) return true;
    // It skips what was taken out between the two …
    let old = pfn;
    for (let hops = 0; hops <= relinked.size && old !== NO_PAGE; hops++) {
      old = this.pageAt(this.next[old] as Addr);
      if (old === at) return true;
    }
    // … or it must be walked.
    for (let hops = 0; hops <= this.heads.length; hops++) {
      if (at === NO_PAGE) return true;
      at = this.pageAt(this.nextOf(at));
    }
    return false;
  }

  /** Each page ends where its successor ends: made true again from the pages on whose successor is another one. */
  private follow(relinked: ReadonlySet<number>): ReadonlyMap<number, Addr> {
    const { heads } = this;
    const before = new Map<number, Addr>();
    for (let settled = false; !settled; ) {
      settled = true;
      for (const pfn of relinked) {
        const head = this.headBehind(pfn);
        for (let at = pfn; at !== NO_PAGE && heads[at] !== head; at = this.pageAt(this.prevOf(at))) {
          if (!before.has(at)) before.set(at, heads[at] as Addr);
          heads[at] = head;
          settled = false;
        }
      }
    }
    for (const [pfn, head] of before) if (heads[pfn] === head) before.delete(pfn);
    return before;
  }

  private headBehind(pfn: number): Addr {
    if (!this.linked(pfn)) return ON_NO_LIST;
    const successor = this.pageAt(this.nextOf(pfn));
    return successor === NO_PAGE ? this.nextOf(pfn) : (this.heads[successor] as Addr);
  }

  /** Do the pages beside it, if there are any, say the same? */
  private fits(pfn: number): boolean {
    if (pfn === NO_PAGE || !this.linked(pfn)) return true;
    const [after, before] = [this.pageAt(this.nextOf(pfn)), this.pageAt(this.prevOf(pfn))];
    return this.follows(pfn, after) && this.follows(before, pfn);
  }
  private follows(before: number, after: number): boolean {
    if (before === NO_PAGE || after === NO_PAGE) return true;
    const agree = this.nextOf(before) === this.entry(after) && this.prevOf(after) === this.entry(before);
    return agree && this.linked(after);
  }

  /** Neither poisoned nor alone. */
  private linked(pfn: number): boolean {
    const next = this.nextOf(pfn);
    return next >= NULL_END && next !== this.entry(pfn);
  }

  private note(pfn: number): void {
    this.next[pfn] = this.nextOf(pfn);
    this.prev[pfn] = this.links.oneWay ? NOBODY : this.prevOf(pfn);
  }

  private entry(pfn: number): Addr {
    const { memory, links } = this;
    const addr = memory.mem_map + pfn * PAGE_STRUCT_BYTES;
    return links.oneWay ? links.word(pageAt(memory, addr)) : addr + NEXT;
  }
  private nextOf(pfn: number): Addr {
    return this.memory.peek(this.entry(pfn));
  }
  private prevOf(pfn: number): Addr {
    return this.memory.peek(this.memory.mem_map + pfn * PAGE_STRUCT_BYTES + PREV);
  }
  private pageAt(link: Addr): number {
    const { mem_map, frames } = this.memory;
    return link >= mem_map && link < frames ? Math.floor((link - mem_map) / PAGE_STRUCT_BYTES) : NO_PAGE;
  }
}
