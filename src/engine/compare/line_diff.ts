/** Two texts as one list of lines: what both have, what only the first has, what only the second has. */
// What "diff" itself names brings all its ways to cut a text along.
import { diffArrays } from "diff/lib/diff/array.js";

export interface DiffLine {
  kind: "same" | "gone" | "new";
  text: string;
  /** In the text that has it; the second, where both have it. */
  index: number;
}

export function lineDiff(before: string, after: string): DiffLine[] {
  let gone = 0;
  let next = 0;
  return diffArrays(before.split("\n"), after.split("\n")).flatMap(({ added, removed, value }) =>
    value.map((text): DiffLine => {
      if (removed) return { kind: "gone", text, index: gone++ };
      if (!added) gone++;
      return { kind: added ? "new" : "same", text, index: next++ };
    }),
  );
}
