/** How does it end? Asked of the last step, and of the first where guards are left out. */
import type { Trace } from "../../engine/trace/trace.ts";
import { meaningOf } from "../../engine/verdicts/vocabulary.ts";
import type { Options } from "./questions.ts";

/** Ends that a reader may well think of. */
const USUAL = (["ok", "BUG", "null-dereference", "use-after-free", "invariant", "deadlock", "leak"] as const).map(
  (kind) => meaningOf({ kind, message: "" }),
);

export function verdictOptions({ steps, verdict, without }: Trace, at: number, doing: string): Options | null {
  const isLast = at === steps.length - 1;
  const isFirst = at === 0 && without.length > 0;
  if (!(isLast || isFirst)) return null;
  const ask = isLast ? `${doing} It is the last one. How does the run end?` : "How will this run end?";
  return {
    ask,
    right: meaningOf(verdict),
    wrong: USUAL.toSorted((a, b) => ((a.length * (at + 3)) % 7) - ((b.length * (at + 3)) % 7)),
  };
}
