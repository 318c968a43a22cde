/** Where else in a run to go: to the next row in which the eras differ, or in which a chosen word changes. All are numbers of steps. */
import { differs } from "../../engine/compare/lineup.ts";
import type { Session } from "../../engine/compare/session.ts";
import type { TraceStep } from "../../engine/trace/trace.ts";

/** Forward: 1, back: -1. */
export type Direction = 1 | -1;

interface Places {
  differences: number[];
  /** By word: "page 0 mapping". */
  changes: Map<string, number[]>;
  words: string[];
}

/** A long run is looked through once. */
const known = new WeakMap<Session, Places>();

/** null: there is none. */
export function nextDifference(session: Session, step: number, direction: Direction): number | null {
  return next(placesIn(session).differences, step, direction);
}

export function nextChange(session: Session, word: string, step: number, direction: Direction): number | null {
  return next(placesIn(session).changes.get(word) ?? [], step, direction);
}

/** Every word that some step of some run changes, each once, in order of their names. */
export function wordsOf(session: Session): readonly string[] {
  return placesIn(session).words;
}

function placesIn(session: Session): Places {
  const found = known.get(session) ?? findPlaces(session);
  known.set(session, found);
  return found;
}

function findPlaces({ rows, columns }: Session): Places {
  const differences: number[] = [];
  const changes = new Map<string, number[]>();
  for (const [index, row] of rows.entries()) {
    const step = index + 1;
    if (columns.length > 1 && differs(row)) differences.push(step);
    const words = new Set(row.cells.flatMap((cell) => (cell ? changedWords(cell) : [])));
    for (const word of words) {
      const steps = changes.get(word);
      if (steps) steps.push(step);
      else changes.set(word, [step]);
    }
  }
  const words = [...changes.keys()].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return { differences, changes, words };
}

function changedWords({ writes }: TraceStep): string[] {
  return writes.filter(({ bookkeeping }) => !bookkeeping).map(({ object, field }) => `${object} ${field}`);
}

function next(steps: readonly number[], step: number, direction: Direction): number | null {
  const found = direction === 1 ? steps.find((each) => each > step) : steps.findLast((each) => each < step);
  return found ?? null;
}
