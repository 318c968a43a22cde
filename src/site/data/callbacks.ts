/** The way from a page to its callbacks, followed through the memory of a machine: stop by stop, word by word. */
import type { Kernel } from "../../../models/machine/kernel.ts";
import type { Layout } from "../../../models/machine/layout.ts";
import { Page, page_to_pfn } from "../../../models/machine/page.ts";
import { type Machine, type Word, wordAt } from "./ballooned.ts";

export interface Stop {
  title: string;
  /** Its type, as C calls it. */
  what: string;
  rows: (Word & { name: string; leads: boolean })[];
}

const TAG = 3;

export function wayToCallbacks({ k, page }: Machine): Stop[] {
  const { words } = k.era.mark;
  const { follow, table } = k.era.way;
  const first = stopAt(k, page.addr, Page.layout, `page ${page_to_pfn(page)}`, follow[0]);
  const stops = [{ ...first, rows: first.rows.filter(({ name }) => words.includes(name)) }];
  let next = table === undefined ? page.mapping & ~TAG : k.symbol(table);
  for (let step = 1; step <= follow.length; step++) {
    const { title, layout } = objectAt(k, next);
    const stop = stopAt(k, next, layout, title, follow[step]);
    stops.push(stop);
    next = stop.rows.find(({ leads }) => leads)?.value ?? 0;
  }
  return stops;
}

/** The struct that begins at an address: an object of its own, or one that is embedded in another. */
function objectAt(k: Kernel, addr: number): { title: string; layout: Layout } {
  const object = k.heap.find(addr);
  if (!object) throw new Error(`nothing lies at ${addr}`);
  const inner = object.layout.fields.find((field) => field.of && object.addr + field.offset === addr);
  const isInner = inner?.of && (addr !== object.addr || object.layout.name === "struct inode");
  return isInner && inner.of
    ? { title: `${object.name}.${inner.name}`, layout: inner.of.layout }
    : { title: object.name, layout: object.layout };
}

function stopAt(k: Kernel, addr: number, layout: Layout, title: string, leads: string | undefined): Stop {
  const rows = layout.fields.map((field) => ({
    name: field.name,
    ...wordAt(k, addr + field.offset),
    leads: field.name === leads,
  }));
  return { title, what: layout.name, rows };
}
