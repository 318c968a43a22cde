/** Where else in a run to go: to the next row in which the eras differ, or in which a word changes. All are numbers of rows. */
import { differs } from "../../engine/compare/lineup.ts";
import type { Session } from "../../engine/compare/session.ts";
import { type Word, writesOf } from "../../engine/why/history.ts";
import type { Scene } from "./scene.ts";

/** Forward: 1, back: -1. */
export type Direction = 1 | -1;

/** A long run is looked through once. */
const known = new WeakMap<Session, number[]>();

/** null: there is none. */
export function nextDifference(session: Session, step: number, direction: Direction): number | null {
  const { rows, columns } = session;
  const found =
    known.get(session) ?? rows.flatMap((row, index) => (columns.length > 1 && differs(row) ? [index + 1] : []));
  known.set(session, found);
  return next(found, step, direction);
}

/** In the run in view. */
export function wordsChange(
  { column, step }: Pick<Scene, "column" | "step">,
  word: Word,
  direction: Direction,
): number | null {
  const rows = writesOf(column.trace, word).map(({ at }) => column.taken.indexOf(at + 1));
  return next(rows, step, direction);
}

function next(steps: readonly number[], step: number, direction: Direction): number | null {
  const found = direction === 1 ? steps.find((each) => each > step) : steps.findLast((each) => each < step);
  return found ?? null;
}
