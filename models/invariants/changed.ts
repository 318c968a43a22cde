/**
 * Of which pages the invariants may say something else after a step: those that it stored to, those beside them on a list, those that a free
 * block covers, and those whose words lead to where something changed.
 */

import { FRAME_BYTES } from "../machine/config.ts";
import type { Kernel } from "../machine/kernel.ts";
import { type Addr, type Mark, NULL_END } from "../machine/memory.ts";
import { PAGE_STRUCT_BYTES } from "../machine/page.ts";
import { PGTY_buddy } from "../machine/page-type.ts";
import type { DeviceState } from "./devices.ts";
import type { Leads } from "./leads.ts";
import type { PageState } from "./page_state.ts";

/** What a step did to the memory, as the memory itself says it, or who repeats a step that is known. */
export interface Touched {
  /** Addresses, with bit 0 set for a store; those that are none of the memory's say something else. */
  readonly footprint: Int32Array;
  readonly touched: number;
  readonly marks: readonly Mark[];
  /** Where somebody has worked them out already. */
  readonly stores?: Stores;
}

/** Where a step stored to: struct pages and frames by number, words of the heap by address. */
export interface Stores {
  readonly pages: ReadonlySet<number>;
  readonly words: ReadonlySet<Addr>;
}

export function storesOf({ memory: { mem_map, frames, end } }: Kernel, { footprint, touched }: Touched): Stores {
  const pages = new Set<number>();
  const words = new Set<Addr>();
  for (let at = 0; at < touched; at++) {
    const entry = footprint[at] as number;
    const addr = entry & ~1;
    if (entry === addr || addr < NULL_END || addr >= end) continue;
    if (addr < mem_map) words.add(addr);
    else if (addr < frames) pages.add(Math.floor((addr - mem_map) / PAGE_STRUCT_BYTES));
    else pages.add(Math.floor((addr - frames) / FRAME_BYTES));
  }
  return { pages, words };
}

/** Pages whose words lead to where something changed. Null: the step ended the life of a list that pages are on. */
export function ledTo(leads: Leads, { words }: Stores, marks: readonly Mark[]): Set<number> | null {
  const pages = new Set<number>();
  for (const addr of words) leads.toWord(addr, pages);
  for (const { start, bytes } of marks) {
    for (let addr = start; addr < start + bytes; addr += 4) {
      if (leads.isHead(addr)) return null;
      leads.toObject(addr, pages);
    }
  }
  return pages;
}

/** Other pages that a change of one page matters to: those that were beside it on its list, and those of the free block that it is the head of. */
export function* affected({ memory, machine }: Kernel, was: PageState, now: PageState): Iterable<number> {
  if (was.next !== now.next || was.prev !== now.prev) {
    for (const link of [was.next, was.prev]) {
      const isPage = link >= memory.mem_map && link < memory.frames;
      if (isPage) yield Math.floor((link - memory.mem_map) / PAGE_STRUCT_BYTES);
    }
  }
  if (was.type === now.type && was.private === now.private) return;
  for (const { pfn, type, private: order } of [was, now]) {
    if (type !== PGTY_buddy || order < 0) continue;
    const end = Math.min(pfn + 2 ** order, machine.pages);
    for (let each = pfn + 1; each < end; each++) yield each;
  }
}

/** A pool was made, or is no more: who owns its pages is another matter then. */
export function changesPool(devices: readonly DeviceState[], words: ReadonlySet<Addr>): boolean {
  return devices.some(({ addr, shape: { pool } }) => pool !== undefined && words.has(addr + pool.offset));
}
