/** How does it end? Asked of the last step, and of the first where guards are left out. */
import type { Trace, Verdict } from "../trace/trace.ts";
import type { Options } from "./questions.ts";

const KINDS: Partial<Record<Verdict["kind"], string>> = {
  ok: "all is well, as the scenario expects",
  BUG: "the kernel stops with a BUG",
  "null-dereference": "a NULL pointer is followed",
  "use-after-free": "memory is used that was freed",
  invariant: "no crash, but a rule about pages is broken",
  deadlock: "nobody can go on: a deadlock",
  leak: "all are done, but a reference is left over",
};

export function verdictOptions({ steps, verdict, without }: Trace, at: number, doing: string): Options | null {
  const isLast = at === steps.length - 1;
  const isFirst = at === 0 && without.length > 0;
  if (!(isLast || isFirst)) return null;
  const right = KINDS[verdict.kind] ?? verdict.kind;
  const ask = isLast ? `${doing} It is the last one. How does the run end?` : "How will this run end?";
  return {
    ask,
    right,
    wrong: Object.values(KINDS).sort((a, b) => ((a.length * (at + 3)) % 7) - ((b.length * (at + 3)) % 7)),
  };
}
