/** One sentence about a row: who did what, what it came to, where the eras differ, and why an actor waits. */

import type { Session } from "../../engine/compare/session.ts";
import { changesIn } from "../../engine/trace/text.ts";
import type { TraceStep } from "../../engine/trace/trace.ts";
import { tell } from "../../engine/verdicts/tell.ts";
import { wordOf } from "../../engine/verdicts/vocabulary.ts";
import type { LockHolder } from "./holders.ts";
import type { Moment } from "./moment.ts";

/** Words told in full; a step that changes more is told in short. */
const MAX_CHANGES = 3;

export function sentence({ rows, columns }: Session, at: number, moments: readonly Moment[]): string {
  const row = rows[at - 1];
  if (row === undefined) {
    const [first] = rows;
    return first
      ? `Nothing has happened yet. First, ${first.actor} ${lower(first.what)}.`
      : "There is nothing to step through.";
  }
  const said = Map.groupBy(moments, (moment) => outcome(moment));
  const outcomes = [...said].map(([text, of]) => (said.size === 1 ? text : `In ${names(of)}: ${text}`));
  const end = at === rows.length ? columns.map(({ trace, kernel }) => ending(kernel, trace)) : [];
  const parts = [`${row.actor} ${lower(row.what)}.`, ...outcomes, ...new Set(end)];
  return parts.filter((part) => part !== "").join(" ");
}

function outcome({ step, locks, column }: Moment): string {
  if (step === null) return "No such step.";
  const changes = changesIn(step);
  const told =
    changes.length > MAX_CHANGES
      ? [...changes.slice(0, MAX_CHANGES - 1), `${changes.length - MAX_CHANGES + 1} more words`]
      : changes;
  const parts = [...told, ...results(step), ...step.log];
  const what = parts.length > 0 ? `${parts.join("; ")}.` : "No word changes.";
  return step.waits === undefined ? what : `${what} ${waiting(step, locks, column.trace.steps)}`;
}

/** What functions said that the actor was in, and what others refused. A page that was returned is told by its words. */
function results({ calls, stack }: TraceStep): string[] {
  return calls.flatMap(({ leave, result }) => {
    const isRefusal = result === false || (typeof result === "number" && result < 0);
    const isOutcome = typeof result === "boolean" && leave !== undefined && stack.includes(leave);
    return isRefusal || isOutcome ? [`${leave}() returns ${result}`] : [];
  });
}

function waiting({ actor, waits = "" }: TraceStep, locks: readonly LockHolder[], steps: readonly TraceStep[]): string {
  return `${actor} waits for ${waitedFor(waits, locks, steps)}.`;
}

/** "the lock of page 0, which scanner has held since isolate:trylock", as far as it is known. */
export function waitedFor(waits: string, locks: readonly LockHolder[], steps: readonly TraceStep[]): string {
  const [found] = locks.filter(({ lock }) => isThatLock(waits, lock));
  if (!found) return waits;
  const { lock, holder, since } = found;
  const what = lock.startsWith("page ") ? `the lock of ${lock}` : lock;
  return `${what}, which ${holder} has held${since === null ? "" : ` since ${steps[since]?.step}`}`;
}

/** "page 0 flags" is where a page's lock is; an owner is where that of another is. */
function isThatLock(waits: string, lock: string): boolean {
  return waits === `${lock} flags` || waits.replace(/\.?owner$/, "").trim() === lock;
}

function ending(kernel: string, trace: Session["columns"][number]["trace"]): string {
  const { verdict } = trace;
  const told = tell(trace);
  if (verdict.kind !== "ok") return `${kernel} ends with ${wordOf(verdict)}: ${told}.`;
  if (told !== "") return `It ends with ${wordOf(verdict)}, as the scenario expects: ${told}.`;
  return verdict.unasked ? "The run ends, and no fault came." : "The run ends as the scenario expects.";
}

function names(moments: readonly Moment[]): string {
  return moments.map(({ column }) => column.kernel.replace(/@.*/, "")).join(" and ");
}

function lower(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
