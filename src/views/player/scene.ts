/** What the screen shows: one kernel's run at one step, and where the buttons lead from there. */
import { differs } from "../../engine/compare/lineup.ts";
import type { Column, Selection, Session } from "../../engine/compare/session.ts";
import { nextDifference } from "./jumps.ts";
import { type Moment, momentOf } from "./moment.ts";

export interface Scene {
  of: Selection;
  session: Session;
  column: Column;
  /** Of the column, among those of the session. */
  index: number;
  /** Rows of the line-up that have been taken. */
  step: number;
  /** The rows in which this kernel takes a step, by number from 1; the one in view too, where this kernel has no such step. */
  rows: readonly number[];
  moment: Moment;
  /** This kernel's run is over. */
  isEnd: boolean;
}

/** `at`: rows taken. `goesOn`: where the run ends is not its end, but as far as it was made. */
export function sceneOf(of: Selection, session: Session, index: number, at: number, goesOn = false): Scene | null {
  const column = session.columns[index];
  if (column === undefined) return null;
  const step = Math.min(Math.max(at, 0), session.rows.length);
  const rows = session.rows.flatMap(({ cells }, row) => (cells[index] || row + 1 === step ? [row + 1] : []));
  const moment = momentOf(session, column, step, index);
  const isEnd = !goesOn && moment.taken === column.trace.steps.length && step > 0;
  return { of, session, column, index, step, rows, moment, isEnd };
}

/** Numbers of rows; null: there is nowhere to go. */
export interface Targets {
  forward: number | null;
  back: number | null;
  first: number | null;
  last: number | null;
  "next difference": number | null;
  "previous difference": number | null;
}

export function targetsOf({ session, step, rows }: Scene): Targets {
  const last = rows.at(-1) ?? 0;
  return {
    forward: rows.find((row) => row > step) ?? null,
    back: step > 0 ? (rows.findLast((row) => row < step) ?? 0) : null,
    first: step > 0 ? 0 : null,
    last: step < last ? last : null,
    "next difference": nextDifference(session, step, 1),
    "previous difference": nextDifference(session, step, -1),
  };
}

/** Kernels whose step in this row is another one, or none: by their place in the session. */
export function othersAt({ session, index, step }: Scene): number[] {
  const row = session.rows[step - 1];
  if (row === undefined) return [];
  const own = row.cells[index];
  return row.cells.flatMap((cell, other) =>
    other !== index && differs({ ...row, cells: [own ?? null, cell] }) && (own || cell) ? [other] : [],
  );
}
