/** The mark in the low bits of `page->mapping`: 4.8 to 6.16. */

import type { Layout } from "../machine/layout.ts";
import { PGTY_offline, PGTY_zsmalloc } from "../machine/page-type.ts";
import { type Invariant, marksInMapping } from "./invariant.ts";
import type { PageState } from "./page_state.ts";
import type { MachineState } from "./state.ts";

const TAGS = 3;
const ANON = 1;
const MOVABLE = 2;

/** But for secretmem, whose pages are of a file that refuses isolation and are on that file's own list. */
export const tableMeansMark: Invariant = {
  id: "I-25",
  text: "a page that leads to callbacks is marked",
  source: "mm/compaction.c:PageMovable() implies __PageMovable(), 5.10 to 6.16",
  of: marksInMapping,
  when: "always",
  page: ({ mapping, marked, list }, _before, state) =>
    !marked && mapping !== 0 && list?.device === undefined && leadsToCallbacks(state, mapping)
      ? "leads to callbacks and is not marked"
      : null,
};

export const pointerIsTable: Invariant = {
  id: "I-26",
  text: "what is left of a marked word without its tag is 0, or leads to callbacks",
  source: "mm/compaction.c:__SetPageMovable(), 5.10 to 6.16",
  of: marksInMapping,
  also: "ops-in-mapping",
  when: "always",
  page: ({ marked, mapping }, _before, state) =>
    marked && mapping !== MOVABLE && !leadsToCallbacks(state, mapping) ? "is marked and leads to no callbacks" : null,
};

/**
 * vmw_balloon owns a page again that the host would not take back: see I-12. free_stale_pages() of z3fold releases a page and drops
 * its reference in one step of the model.
 */
export const edgesOfTheWord: Invariant = {
  id: "I-27",
  text: "the word of a page goes from NULL to pointer and mark, to the mark alone, and to NULL in the free path",
  source: "include/linux/page-flags.h, mm/compaction.c, 5.10 to 6.16",
  of: marksInMapping,
  when: "transition",
  page(page, before, state) {
    if (before === undefined || before.mapping === page.mapping) return null;
    const hasZ3fold = state.devices.some(({ kernelFile }) => kernelFile.endsWith("z3fold.c"));
    const from = kind(before.mapping);
    const to = kind(page.mapping);
    if (from === "folio" || to === "folio") {
      return from === "owned" || to === "owned" || to === "released" ? `went from ${from} to ${to}` : null;
    }
    if (from === "null" && to === "owned") return null;
    if (from === "owned" && to === "released") return null;
    const atOnce = from === "owned" && ((before.balloon === null && hasZ3fold) || keepsPointer(state, before));
    if ((from === "released" || atOnce) && to === "null" && page.refcount === 0) return null;
    if (from === "released" && to === "owned" && page.balloon?.kernelFile.endsWith("vmw_balloon.c")) return null;
    return `went from ${from} to ${to}`;
  },
};

export const markIgnoresType: Invariant = {
  id: "I-28",
  text: "the mark is the two low bits of the word, whatever the page type",
  source: "include/linux/page-flags.h:__PageMovable(), 5.10 to 6.16",
  of: marksInMapping,
  also: "mark-in-mapping",
  when: "always",
  page: ({ marked, mapping }) =>
    marked === ((mapping & TAGS) === MOVABLE) ? null : `is ${marked ? "" : "not "}taken for marked`,
};

function kind(word: number): "null" | "owned" | "released" | "folio" {
  if (word === 0) return "null";
  if ((word & TAGS) !== MOVABLE) return "folio";
  return word === MOVABLE ? "released" : "owned";
}

/** From these patches on the driver leaves the whole word to the free path. */
function keepsPointer({ k }: MachineState, { type }: PageState): boolean {
  return (
    (type === PGTY_offline || type === PGTY_zsmalloc) &&
    k.differs(type === PGTY_offline ? "balloon-says-released" : "zsmalloc-says-released")
  );
}

/** A table of the kernel image, or in 5.10 an inode whose address_space has one. */
function leadsToCallbacks({ k }: MachineState, mapping: number): boolean {
  if ((mapping & ANON) !== 0) return false;
  const addr = mapping & ~TAGS;
  if (!k.memory.isLive(addr)) return false;
  const object = k.heap.find(addr);
  if (object === undefined) return false;
  const { name } = structAt(object.layout, addr - object.addr);
  if (!k.era.way.follow.includes("a_ops")) return name === "struct movable_operations";
  if (k.differs("mark-leads-to-table")) return name === "struct address_space_operations";
  return object.layout.name === "struct inode" && k.memory.peek(addr + A_OPS) !== 0;
}
/** A struct that lies in another one at that offset, or begins there itself. */
function structAt(layout: Layout, offset: number): Layout {
  const within = layout.fields.find(
    (field) => field.of && field.offset <= offset && offset < field.offset + field.size,
  );
  return within?.of ? structAt(within.of.layout, offset - within.offset) : layout;
}
/** In `struct address_space`, after `host`. */
const A_OPS = 8;
