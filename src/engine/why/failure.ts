/** Why a run went wrong, as data: where, what was read there, who changed that after whose look, and what each missing guard would have met. */
import type { FaultKind } from "../../../models/machine/fault.ts";
import type { Trace, TraceStep } from "../trace/trace.ts";
import { type Crossing, changedBefore, crossingsAt } from "./crossings.ts";
import { valueAfter, type Word, wordOf } from "./history.ts";

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
}

/** What a guard would have met, had it been in place. */
export interface Asked {
  /** The step in which the run with the guard goes another way, from 0. */
  at: number;
  actor: string;
  /** Words that it asks there, what tells most first, with what they hold. */
  reads: { word: Word; value: string }[];
  /** What it changes there, and the run without it does not. */
  changes: Word[];
  /** The step that its actor takes next; null: none. */
  next: TraceStep["step"] | null;
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
  if (step === undefined) return { kind, line, at: null, fn: null, crossing: null };
  const [crossing = earlier(trace, at)] = crossingsAt(trace, at);
  // Where there are several, nobody knows which of them the check is about.
  const [met = null, ...others] = FROM_WHAT_IT_READ.includes(kind) ? changedBefore(trace, at) : [];
  return { kind, line, at, fn: innermost(step), crossing: crossing ?? (others.length === 0 ? met : null) };
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

/**
 * `guarded`: the same choices, made with one more guard in place, as far as they can be made. A guard that acts in the set-up, or that only what is
 * checked after the step shows, is met where the other run fails. Null: it goes the same way, and ends the same.
 */
export function askedBy(trace: Trace, guarded: Trace): Asked | null {
  const length = Math.min(trace.steps.length, guarded.steps.length);
  const parts = trace.steps.findIndex((step, at) => at < length && shapeOf(step) !== shapeOf(guarded.steps[at]));
  const isSame = parts < 0 && trace.verdict.kind === guarded.verdict.kind;
  const at = parts < 0 ? length - 1 : parts;
  const [without, within] = [trace.steps[at], guarded.steps[at]];
  if (isSame || without === undefined || within === undefined) return null;
  const known = new Set([...without.reads, ...without.writes.map(wordOf)]);
  // What somebody had changed since its last look is what it is there for; else what only it looks at.
  const crossed = crossingsAt(guarded, at).map(({ word }) => word);
  const own = [...new Set([...crossed, ...within.reads.filter((word) => !known.has(word))])];
  const changes = within.writes.filter((write) => !write.bookkeeping && !known.has(wordOf(write))).map(wordOf);
  // It asks what the run without it looks at too, only for something else.
  const asks = own.length + changes.length > 0 ? own : changedBefore(guarded, at).map(({ word }) => word);
  const reads = asks.flatMap((word) => {
    const value = valueAfter(guarded, word, at);
    return value === null ? [] : [{ word, value }];
  });
  const next = within.next[guarded.actors.indexOf(within.actor)]?.step ?? null;
  return { at, actor: within.actor, reads, changes, next };
}

function shapeOf(of: TraceStep | undefined): string {
  if (of === undefined) return "";
  const { actor, step, reads, writes, next, calls } = of;
  return JSON.stringify([
    actor,
    step,
    reads,
    writes.map(({ object, field, after }) => [object, field, after]),
    next,
    calls,
  ]);
}
