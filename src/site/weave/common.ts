/** Long code without a step, cut where all eras have the same lines in a row, so that these need to stand only once. */
import { diffArrays } from "diff";
import type { Chunk, Line } from "./excerpt.ts";

/** Shorter code is easier to read in one piece. */
const LONG = 12;
/** Fewer lines in common would cut the rest into crumbs. */
const RUN = 4;

/** The parts in order, each with a piece for every chunk, indented as in the whole; null where an era has nothing there. */
export function cutAtCommon(chunks: readonly (Chunk | null)[]): (Chunk | null)[][] {
  const whole = chunks.filter((chunk) => chunk !== null).map(({ step, lines }) => ({ step, lines: dedented(lines) }));
  const [first, ...others] = whole.map(({ lines }) => lines);
  const isLong = whole.some(({ lines }) => lines.length >= LONG);
  if (first === undefined || whole.length < chunks.length || whole.some(({ step }) => step !== null) || !isLong) {
    return [[...chunks]];
  }
  // Each row has the indices of one line that all of them have.
  let shared = first.map((_, index) => [index]);
  for (const lines of others) {
    const next: number[][] = [];
    let [at, row] = [0, 0];
    for (const { added, removed, count } of diffArrays(
      shared.map(([index = 0]) => trimmed(first[index])),
      lines.map(trimmed),
    )) {
      for (let each = 0; each < count; each++) {
        if (!added && !removed) next.push([...(shared[row] ?? []), at]);
        if (!added) row++;
        if (!removed) at++;
      }
    }
    shared = next;
  }
  const runs = runsOf(shared).filter((run) => run.length >= RUN);
  const parts: (Chunk | null)[][] = [];
  let ends = whole.map(() => 0);
  for (const run of [...runs, []]) {
    const begins = run[0] ?? whole.map(({ lines }) => lines.length);
    parts.push(whole.map(({ lines }, column) => piece(lines.slice(ends[column], begins[column]))));
    ends = (run.at(-1) ?? []).map((index) => index + 1);
    parts.push(whole.map(({ lines }, column) => piece(lines.slice(begins[column], ends[column]))));
  }
  return parts.filter((part) => part.some((each) => each !== null));
}

/** Rows that follow one another in every era. */
function runsOf(rows: readonly number[][]): number[][][] {
  const runs: number[][][] = [];
  for (const row of rows) {
    const last = runs.at(-1)?.at(-1);
    if (last?.every((index, column) => index + 1 === row[column])) runs.at(-1)?.push(row);
    else runs.push([row]);
  }
  return runs;
}

function piece(lines: Line[]): Chunk | null {
  return lines.some(({ text }) => text.trim() !== "") ? { step: null, lines } : null;
}

function trimmed(line: Line | undefined): string {
  return line?.text.trim() ?? "";
}

/** Less the indent that all of them have. */
export function dedented(lines: readonly Line[]): Line[] {
  const least = Math.min(...lines.filter(({ text }) => text.trim() !== "").map(({ text }) => text.search(/\S/)));
  return lines.map(({ number, text }) => ({ number, text: text.slice(least) }));
}
