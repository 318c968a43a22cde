/** How a violation is told: which page, and the words that it consists of. */
import type { Invariant } from "./invariant.ts";
import type { PageState } from "./page_state.ts";
import type { MachineState } from "./state.ts";

export function inOrder({ pages }: MachineState): PageState[] {
  return [...pages.values()].sort((a, b) => a.pfn - b.pfn);
}

/** Holds the machine and each of its pages to the rule. */
export function brokenNow(rule: Invariant, state: MachineState): string | null {
  if (rule.unless?.(state)) return null;
  const what = rule.check?.(state) ?? null;
  if (what !== null || !rule.page) return what;
  for (const page of inOrder(state)) {
    const wrong = brokenPage(rule, page, state);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** Which page, what is wrong with it, and its words. */
export function brokenPage({ page: check }: Invariant, page: PageState, state: MachineState): string | null {
  // Before the first step there is nothing that it was; what a step left alone was as it is.
  const before = state.before === null ? undefined : (state.was.get(page.pfn) ?? page);
  const what = check?.(page, before, state) ?? null;
  return what === null ? null : `page ${page.pfn} ${what} (${words(page)})`;
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
