/** The parts of two texts that differ, each with a few lines around it, as a patch has them. */
import { type DiffLine, lineDiff } from "./line_diff.ts";

const AROUND = 3;

/** A text that is empty was not there. */
export function hunks({ before, after }: { before: string; after: string }, around = AROUND): DiffLine[][] {
  const lines = before === "" || after === "" ? onlyOne(before, after) : lineDiff(before, after);
  const runs: DiffLine[][] = [];
  let open: DiffLine[] | null = null;
  for (const [at, line] of lines.entries()) {
    const isNear = lines.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== "same");
    if (isNear && open === null) {
      open = [];
      runs.push(open);
    }
    if (isNear) open?.push(line);
    else open = null;
  }
  return runs;
}

function onlyOne(before: string, after: string): DiffLine[] {
  const [text, kind] = before === "" ? ([after, "new"] as const) : ([before, "gone"] as const);
  return text.split("\n").map((line, index) => ({ kind, text: line, index }));
}
