/** Where else in a run to go: to the next row in which the eras differ, or in which a chosen word changes. All are numbers of steps. */
import { differs } from "../compare/lineup.ts";
import type { TraceStep } from "../trace/trace.ts";
import type { Session } from "./session.ts";

type Row = Session["rows"][number];

/** Forward: 1, back: -1. null: there is none. */
export type Direction = 1 | -1;

export function nextDifference({ rows, columns }: Session, step: number, direction: Direction): number | null {
  return columns.length < 2 ? null : next(rows, step, direction, differs);
}

export function nextChange({ rows }: Session, word: string, step: number, direction: Direction): number | null {
  return next(rows, step, direction, ({ cells }) =>
    cells.some((cell) => cell !== null && changedWords(cell).includes(word)),
  );
}

/** "page 0 mapping": every word that some step of some run changes, each once, in order of their names. */
export function wordsOf({ rows }: Session): string[] {
  const words = new Set(rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell ? changedWords(cell) : []))));
  return [...words].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

function changedWords({ writes }: TraceStep): string[] {
  return writes.filter(({ bookkeeping }) => !bookkeeping).map(({ object, field }) => `${object} ${field}`);
}

function next(rows: readonly Row[], step: number, direction: Direction, wanted: (row: Row) => boolean): number | null {
  // Step n has row n - 1 behind it.
  for (let at = step + direction; at >= 1 && at <= rows.length; at += direction) {
    if (wanted(rows[at - 1] as Row)) return at;
  }
  return null;
}
