/**
 * Flags of a page by name. A borrowed bit has a second name, and which of the two is right depends on the page: PG_movable_ops is PG_uptodate
 * unless the page has the type of movable_ops pages too.
 */
import { entriesOf } from "../../../models/keys.ts";
import type { Kernel } from "../../../models/machine/kernel.ts";
import { offsetOf } from "../../../models/machine/layout.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import { Page } from "../../../models/machine/page.ts";

/** The memory at some moment. */
export type Load = (addr: Addr) => number;

const MAPPING = offsetOf(Page, "mapping");
const PAGE_TYPE = offsetOf(Page, "page_type");

export function formatFlags(k: Kernel, page: Addr, value: number, load: Load): string {
  const names = flagNames(k, page, value, load);
  return names.length > 0 ? names.join(" | ") : "0";
}

/** The flags that were set and cleared: "+PG_locked -PG_isolated", each by the name that it had when it was set. */
export function flagChange(k: Kernel, page: Addr, before: number, after: number, was: Load, is: Load): string {
  const set = flagNames(k, page, after & ~before, is).map((name) => `+${name}`);
  const cleared = flagNames(k, page, before & ~after, was).map((name) => `-${name}`);
  return [...set, ...cleared].join(" ");
}

function flagNames(k: Kernel, page: Addr, value: number, load: Load): string[] {
  const { era } = k;
  const words = { mapping: load(page + MAPPING), page_type: load(page + PAGE_TYPE) };
  const aliases = era.bearsAliases(k, words) ? era.flagAliases : {};
  return entriesOf(k.flags)
    .filter(([, bit]) => (value & (1 << bit)) !== 0)
    .map(([name]) => aliases[name] ?? name);
}
