/** A verdict as a sentence: what happened to whom, and then the kernel's own line where it has one. */
import type { FaultKind } from "../../../models/machine/fault.ts";
import type { Trace, TraceStep } from "../trace/trace.ts";

/** What the actor did in whose step it happened. What is missing is nobody's step, or says itself who it is about. */
export const DID: Partial<Record<FaultKind | "expectation" | "stopped", string>> = {
  BUG: "stopped the kernel",
  WARN: "made the kernel warn",
  "null-dereference": "followed a NULL pointer",
  "wild-access": "followed a pointer to nowhere",
  "list-corruption": "corrupted a list",
  "use-after-free": "used memory that was already free",
  "double-free": "freed what was already free",
  "out-of-memory": "ran out of memory",
  "soft-lockup": "went round in circles",
  "bad-page": "freed a page that wasn't clean",
};

/** Empty where all is well. */
export function tell({ steps, verdict }: Pick<Trace, "steps" | "verdict">): string {
  const { kind, foretold, message, mismatches = [] } = verdict;
  const what = foretold ?? kind;
  if (what === "ok") return "";
  if (what === "stopped") return message;
  if (what === "expectation") {
    const more = mismatches.length > 1 ? `, and ${mismatches.length - 1} more` : "";
    return `${message}${more}`;
  }
  const did = DID[what];
  const step = stepOf(what, message, steps);
  if (step === undefined) return message;
  const { actor, stack, step: name } = step;
  const where = stack.length > 0 ? `${stack.at(-1)}()` : name;
  if (what === "invariant") return `after ${actor} in ${where}: ${message}`;
  return did === undefined ? message : `${actor} ${did} in ${where}: ${message}`;
}

/** A complaint in the log is of the step that logged it, all else of the last one. */
function stepOf(what: FaultKind, message: string, steps: readonly TraceStep[]): TraceStep | undefined {
  if (what !== "WARN" && what !== "bad-page") return steps.at(-1);
  return steps.find(({ log }) => log.includes(message)) ?? steps.at(-1);
}
