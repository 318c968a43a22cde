/** Steps of a trace as lines of text, for the terminal and for tables. */
import type { TraceWrite } from "./trace.ts";

/** "page 0 _refcount: 1 → 2", "page 0 flags: +PG_locked"; bookkeeping left out. */
export function changesIn(writes: readonly TraceWrite[]): string[] {
  return writes.filter(({ bookkeeping }) => !bookkeeping).map(changeText);
}

export function changeText({ object, field, before, after, change }: TraceWrite): string {
  return `${object} ${field}: ${change ?? `${before} → ${after}`}`;
}
