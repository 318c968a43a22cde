/** What the invariants say at a step. A run stops where one is broken, so at every step before that all that were asked held. */
import { findEra } from "../../../models/index.ts";
import { INVARIANTS } from "../../../models/invariants/index.ts";
import { isOf } from "../../../models/invariants/invariant.ts";
import { isQuiet } from "../../../models/invariants/locking.ts";
import { must } from "../../engine/must.ts";
import type { Moment } from "./moment.ts";

export interface InvariantAt {
  id: string;
  text: string;
  verdict: "holds" | "broken" | "not asked";
  /** Why it was not asked, or what is broken. */
  why: string;
}

export function invariantsAt({ column, taken, next }: Pick<Moment, "column" | "taken" | "next">): InvariantAt[] {
  const { kernel, trace } = column;
  const { era } = must(findEra(kernel), `kernel ${kernel}`);
  const { verdict, steps } = trace;
  const isLast = taken === steps.length;
  // A fault that the scenario expects is no failure, and says what it was all the same.
  const isFault = isLast && verdict.message !== "" && verdict.kind !== "expectation";
  const isEnd = isLast && !isFault && next.every((each) => each === null);
  const quiet = isQuiet(next.map((each) => each?.step ?? null));
  return INVARIANTS.filter((rule) => isOf(rule, era)).map(({ id, text, when }) => {
    if (isLast && verdict.rule === id) return { id, text, verdict: "broken", why: verdict.message };
    const why =
      taken === 0
        ? "nothing has happened yet"
        : isFault
          ? "the run ends here, with what was broken"
          : unasked(when, quiet, isEnd);
    return { id, text, verdict: why === "" ? "holds" : "not asked", why };
  });
}

function unasked(when: (typeof INVARIANTS)[number]["when"], quiet: boolean, isEnd: boolean): string {
  if (when === "quiet" && !quiet) return "an actor is inside a driver";
  if (when === "end" && !isEnd) return "only asked in the end";
  return "";
}
