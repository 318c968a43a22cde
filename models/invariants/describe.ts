/** How a violation is told: which page, and the words that it consists of. */
import type { MachineState, PageState } from "./state.ts";

/** The first page that breaks the rule, with its words. `broken` says what is wrong with it, or null. */
export function firstBroken(
  { pages, before }: MachineState,
  broken: (page: PageState, before: PageState | undefined) => string | null,
): string | null {
  for (const page of pages) {
    const what = broken(page, before?.pages[page.pfn]);
    if (what !== null) return `page ${page.pfn} ${what} (${words(page)})`;
  }
  return null;
}

export function words(page: PageState): string {
  const list = page.list === null ? "on no list" : `on ${page.list.name}`;
  const flags = [page.locked ? "locked" : "", page.lru ? "LRU" : "", page.isolatedBit ? "isolated bit" : ""];
  return [
    `_refcount ${page.refcount}`,
    `mapping ${hex(page.mapping)}`,
    `private ${hex(page.private)}`,
    `page_type ${page.type ?? hex(page.page_type)}`,
    ...flags.filter((flag) => flag !== ""),
    list,
  ].join(", ");
}

function hex(value: number): string {
  return value === 0 ? "0" : `0x${(value >>> 0).toString(16)}`;
}
