/** Ties notes to rows: to the row of a step, or to the one line of each era that contains the anchor. */

import { ERA_IDS, type EraId } from "../../../models/index.ts";
import type { Row } from "./align.ts";
import type { Note } from "./notes.ts";
import type { Complain } from "./problem.ts";

export interface Attached {
  /** Notes of each row, in their order. */
  byRow: Note[][];
  /** Numbers of the notes at a line, by file and line. */
  byLine: ReadonlyMap<string, readonly number[]>;
}

export function attach(
  notes: readonly Note[],
  rows: readonly Row[],
  shown: readonly EraId[],
  complain: Complain,
): Attached {
  const byRow: Note[][] = rows.map(() => []);
  const byLine = new Map<string, number[]>();
  let furthest = 0;
  for (const note of notes) {
    const twin = notes.find((each) => each.number < note.number && overlaps(each, note));
    if (twin !== undefined)
      complain(`note ${note.number} has the anchor of note ${twin.number}: "${note.anchor}"`, note.line);
    const eras = shown.filter((era) => note.eras.includes(era));
    const places = eras.map((era) => ({ era, at: placesOf(note.anchor, era, rows) }));
    const several = places.find(({ at }) => at.length > 1);
    if (several !== undefined) {
      complain(
        `"${note.anchor}" of note ${note.number} stands ${several.at.length} times in ${several.era}`,
        note.line,
      );
    }
    const lacking = places.filter(({ at }) => at.length === 0).map(({ era }) => era);
    const named = note.eras.length < ERA_IDS.length;
    if (eras.length === 0 || lacking.length === eras.length || (named && lacking.length > 0)) {
      complain(`note ${note.number} matches no step and no line: "${note.anchor}" (${lacking.join(", ")})`, note.line);
    }
    const row = Math.min(...places.flatMap(({ at }) => at.map(({ row }) => row)));
    if (row < furthest) complain(`note ${note.number} is about earlier code than the note before it`, note.line);
    furthest = row;
    for (const { row, line } of places.flatMap(({ at }) => at)) {
      if (!byRow[row]?.includes(note)) byRow[row]?.push(note);
      const numbers = byLine.get(line) ?? [];
      if (!numbers.includes(note.number)) byLine.set(line, [...numbers, note.number]);
    }
  }
  return { byRow, byLine };
}

function overlaps(one: Note, other: Note): boolean {
  return one.anchor === other.anchor && one.eras.some((era) => other.eras.includes(era));
}

function placesOf(anchor: string, era: EraId, rows: readonly Row[]): { row: number; line: string }[] {
  const cells = rows.flatMap(({ step, cells }, row) =>
    cells.flatMap((cell) =>
      cell.eras.includes(era) && cell.lines !== null ? [{ row, step, ...cell, lines: cell.lines }] : [],
    ),
  );
  const steps = cells.filter(({ step }) => step === anchor);
  if (steps.length > 0) return steps.map(({ row, file, lines }) => ({ row, line: `${file}:${lines[0]?.number}` }));
  return cells.flatMap(({ row, file, lines }) =>
    lines.filter(({ text }) => text.includes(anchor)).map(({ number }) => ({ row, line: `${file}:${number}` })),
  );
}
