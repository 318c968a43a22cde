/** One run at one step: everything that a column of the player shows, read from the trace and nothing else. */

import type { Column, Session } from "../../engine/compare/session.ts";
import { must } from "../../engine/must.ts";
import { Replay, type Words } from "../../engine/trace/replay.ts";
import type { Trace, TraceStep } from "../../engine/trace/trace.ts";
import { type LockHolder, locksAt } from "./holders.ts";
import { holdersAt, type PageHolders } from "./references.ts";

export interface Moment {
  column: Column;
  /** Steps of this run that have been taken. */
  taken: number;
  /** The step that this row shows; null where the run has none here, and before the first. */
  step: TraceStep | null;
  /** Words by object and field. Valid until the next moment of the same run is made. */
  words: ReadonlyMap<string, Words>;
  /** Pages that the step has to do with; where it has none, those of the last step that had. */
  pages: string[];
  next: Trace["start"]["next"];
  locks: LockHolder[];
  lists: { name: string; pages: string[] }[];
  /** Who has the references to these pages. */
  holdersOf: (pages: readonly string[]) => PageHolders[];
}

const replays = new WeakMap<Trace, Replay>();

export function momentOf({ rows }: Session, column: Column, at: number, index: number): Moment {
  const { trace } = column;
  const taken = column.taken[at] ?? 0;
  const replay = replays.get(trace) ?? new Replay(trace);
  replays.set(trace, replay);
  const words = replay.after(taken);
  const pages = pagesAt(trace, taken);
  return {
    column,
    taken,
    step: rows[at - 1]?.cells[index] ?? null,
    words,
    pages,
    next: trace.steps[taken - 1]?.next ?? trace.start.next,
    locks: locksAt(trace, taken, words),
    lists: listsIn(words),
    holdersOf: (asked) => holdersAt(trace, taken, asked, words),
  };
}

/** At most so many side by side; the step that touches more is one of a driver that walks over all. */
const MAX_PAGES = 3;

function pagesAt({ steps }: Trace, taken: number): string[] {
  for (let at = taken - 1; at >= 0; at--) {
    const found = pagesIn(must(steps[at], "such step"));
    if (found.length > 0) return found.slice(0, MAX_PAGES);
  }
  // Before the first of them, those that the run begins with.
  for (const step of steps.slice(taken)) {
    const found = pagesIn(step);
    if (found.length > 0) return found.slice(0, 1);
  }
  return [];
}

/** Changed ones first. */
function pagesIn({ calls, reads, writes }: TraceStep): string[] {
  const told = writes.filter(({ bookkeeping }) => !bookkeeping).map(({ object }) => object);
  const called = calls.flatMap(({ pages = [] }) => pages.map((pfn) => `page ${pfn}`));
  const read = reads.flatMap((word) => /^page \d+/.exec(word)?.[0] ?? []);
  return [...new Set([...told, ...called, ...read])].filter((object) => /^page \d+$/.test(object));
}

/** Lists with pages on them, but for those of free pages. */
function listsIn(words: ReadonlyMap<string, Words>): Moment["lists"] {
  const lists = new Map<string, string[]>();
  for (const [object, fields] of words) {
    const name = fields.get("on list");
    if (name === undefined || name === "none" || name.startsWith("free_area ")) continue;
    lists.set(name, [...(lists.get(name) ?? []), object]);
  }
  return [...lists]
    .map(([name, pages]) => ({ name, pages: pages.sort((a, b) => a.localeCompare(b, "en", { numeric: true })) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
