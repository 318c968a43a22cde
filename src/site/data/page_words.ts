/** `struct page` as it lies in memory: slots of 8 bytes, the names that share each, and what a page keeps there. */
import type { Layout, PlacedField } from "../../../models/machine/layout.ts";
import { Page } from "../../../models/machine/page.ts";
import { type Machine, type Word, wordAt } from "./ballooned.ts";

export interface Slot extends Word {
  offset: number;
  size: number;
  /** Several names where a union lets owners use the same bytes for different things. */
  names: string[];
  kind: string;
}

const SLOT_BYTES = 8;

/** In order of offsets; slots that the model has no use for have no names. */
export function slotsOf({ k, page }: Machine): Slot[] {
  const slots: Slot[] = [];
  for (const { offset, size, name, kind } of leaves(Page.layout)) {
    const known = slots.find((slot) => slot.offset === offset);
    if (known) known.names.push(name);
    else slots.push({ offset, size, names: [name], kind, ...wordAt(k, page.addr + offset) });
  }
  const end = slots.reduce((max, slot) => Math.max(max, slot.offset + slot.size), 0);
  for (let offset = end; offset < Page.layout.size; offset += SLOT_BYTES) {
    slots.push({ offset, size: SLOT_BYTES, names: [], kind: "", value: 0, hex: "", text: "" });
  }
  return slots.sort((a, b) => a.offset - b.offset);
}

/** A struct inside becomes its own fields: lru.next, lru.prev. */
function leaves(layout: Layout, base = 0, prefix = ""): PlacedField[] {
  return layout.fields.flatMap((field) =>
    field.of
      ? leaves(field.of.layout, base + field.offset, `${prefix}${field.name}.`)
      : [{ ...field, name: prefix + field.name, offset: base + field.offset }],
  );
}
