/** Why a run went wrong, as data: where, what was read there, and who changed that after whose look. What a guard would have done there is in asked.ts. */
import { INVARIANTS } from "../../../models/invariants/index.ts";
import type { FaultKind } from "../../../models/machine/fault.ts";
import type { Trace, TraceStep, TraceWrite } from "../trace/trace.ts";
import { type Crossing, changedBefore, crossingsAt } from "./crossings.ts";

export interface Failure {
  kind: FaultKind | "expectation" | "stopped";
  /** The kernel's own line, or the rule. */
  line: string;
  /** The step that it happened in, from 0; null: the run had none. */
  at: number | null;
  /** The innermost kernel function, as it was then; null: in none. */
  fn: string | null;
  /** The word that decided it; null where what was read was nobody else's doing. */
  crossing: Crossing | null;
  /** Of a rule that is asked after every step: what the step changed after which it was first broken. Of the page that it speaks of, where it names one. */
  broke: TraceWrite[];
}

/** What fails is a check, or an access by way of a pointer. */
const FROM_WHAT_IT_READ: readonly Failure["kind"][] = ["BUG", "WARN", "null-dereference", "wild-access"];

/** Null where nothing is wrong, and nothing went wrong that the scenario foretold. */
export function failureOf(trace: Trace): Failure | null {
  const { steps, verdict } = trace;
  const kind = verdict.foretold ?? verdict.kind;
  if (kind === "ok") return null;
  const logs = kind === "WARN" || kind === "bad-page";
  const logged = logs ? steps.findIndex(({ log }) => log.includes(verdict.message)) : -1;
  const at = logged >= 0 ? logged : steps.length - 1;
  const step = steps[at];
  const line = verdict.message;
  if (step === undefined) return { kind, line, at: null, fn: null, crossing: null, broke: [] };
  const [crossing = earlier(trace, at)] = crossingsAt(trace, at);
  // Where there are several, nobody knows which of them the check is about.
  const [met = null, ...others] = FROM_WHAT_IT_READ.includes(kind) ? changedBefore(trace, at) : [];
  const decided = crossing ?? (others.length === 0 ? met : null);
  return { kind, line, at, fn: innermost(step), crossing: decided, broke: brokenBy(step, verdict) };
}

/** Rules of the end, and of quiet moments, may have been broken before. */
function brokenBy({ writes }: TraceStep, { kind, rule, message }: Trace["verdict"]): TraceWrite[] {
  const when = INVARIANTS.find(({ id }) => id === rule)?.when;
  if (kind !== "invariant" || (when !== "always" && when !== "transition")) return [];
  const told = writes.filter(({ bookkeeping }) => !bookkeeping);
  const own = told.filter(({ object }) => new RegExp(`: ${object}\\b`).test(message));
  return own.length > 0 ? own : told;
}

/** The kernel function that a step was in when it ended: where it failed, if it failed. */
function innermost({ stack, calls }: Pick<TraceStep, "stack" | "calls">): string | null {
  const open = [...stack];
  for (const { enter, leave } of calls) {
    if (enter !== undefined) open.push(enter);
    else if (leave !== undefined) open.pop();
  }
  return open.at(-1) ?? null;
}

/** The last steps of the same actor may be what met the change: what they learnt they took along. */
function earlier(trace: Trace, at: number): Crossing | null {
  const actor = trace.steps[at]?.actor;
  for (let before = at - 1; before >= 0; before--) {
    if (trace.steps[before]?.actor !== actor) continue;
    const [found] = crossingsAt(trace, before).filter(({ look }) => look !== null);
    if (found) return found;
  }
  return null;
}
