/** What a guard that is out would have met, or done: the same choices made with it in place, and the first step that goes another way. */
import type { Trace, TraceCall, TraceStep, TraceWrite } from "../trace/trace.ts";
import { changedBefore, crossingsAt } from "./crossings.ts";
import { lastLook, valueAfter, type Word, wordOf } from "./history.ts";

/** What a guard would have met, had it been in place. */
export interface Asked {
  /** The step in which the run with the guard goes another way, from 0. */
  at: number;
  actor: string;
  /** Words that it asks there, what tells most first, with what they hold, and whether its actor had looked at them before. */
  reads: { word: Word; value: string; again: boolean }[];
  /** What it changes there, and the run without it does not. */
  changes: Word[];
  /** What else is different there. Null: the step is the same, and only what is checked after it, or was done before the run, tells the two apart. */
  otherwise: Otherwise | null;
  /** The step that its actor takes next; null: none. */
  next: TraceStep["step"] | null;
  /** The one that it takes next without the guard, where that is another. */
  instead: TraceStep["step"] | null;
}

/** What the step does with the guard, and `instead` without it. `first`: another step has its turn there. */
export type Otherwise =
  | { kind: "first"; instead: TraceStep["step"] }
  | { kind: "leaves"; word: Word; value: string; instead: string }
  | { kind: "keeps"; word: Word; value: string }
  | { kind: "waits"; word: Word; isWithout: boolean }
  | { kind: "calls"; fn: string; instead: string | null }
  | { kind: "returns"; fn: string; value: string; instead: string }
  | { kind: "orders" }
  | { kind: "goes on" };

/**
 * `guarded`: the same choices, made with one more guard in place, as far as they can be made. A guard that acts in the set-up, or that only what is
 * checked after the step shows, is met where the other run fails. Null: it goes the same way, and ends the same.
 */
export function askedBy(trace: Trace, guarded: Trace): Asked | null {
  const length = Math.min(trace.steps.length, guarded.steps.length);
  const parts = trace.steps.findIndex((_, at) => at < length && shapeOf(trace, at) !== shapeOf(guarded, at));
  const isSame = parts < 0 && trace.verdict.kind === guarded.verdict.kind;
  const at = parts < 0 ? length - 1 : parts;
  const [without, within] = [trace.steps[at], guarded.steps[at]];
  if (isSame || without === undefined || within === undefined) return null;
  const known = new Set([...without.reads, ...without.writes.map(wordOf)]);
  // Where another step has its turn, what that one reads is not what the guard asks.
  const isOther = within.step !== without.step;
  // What somebody had changed since its last look is what it is there for; else what only it looks at.
  const crossed = crossingsAt(guarded, at).map(({ word }) => word);
  const own = [...new Set([...crossed, ...within.reads.filter((word) => !known.has(word))])];
  const changed = new Set(told(without).map(wordOf));
  const changes = isOther
    ? []
    : told(within)
        .map(wordOf)
        .filter((word) => !changed.has(word));
  const [now, then] = [nextOf(guarded, within), nextOf(trace, without)];
  // It may ask what the run without it looks at too, only for something else: then it goes on with another step, or has done nothing else.
  const met = changedBefore(guarded, at).map(({ word }) => word);
  const turns = !isOther && now?.step !== then?.step;
  // What it reads on its way to a change of its own, or past the point where the other run ended, is no question of the guard.
  const asks =
    crossed.length > 0 || (changes.length === 0 && own.length > 0) ? own : turns || changes.length === 0 ? met : [];
  const reads = (isOther ? [] : asks).flatMap((word) => {
    const value = valueAfter(guarded, word, at);
    // Of two objects with one name, the trace may tell of the one that is no more.
    if (value === null || value === "freed") return [];
    return [{ word, value, again: lastLook(guarded, word, within.actor, at) !== null }];
  });
  return {
    at,
    actor: within.actor,
    reads,
    changes,
    otherwise: otherwise(without, within, then, now),
    next: now?.step ?? null,
    instead: turns ? (then?.step ?? null) : null,
  };
}

type Next = TraceStep["next"][number];

function nextOf({ actors }: Trace, { actor, next }: TraceStep): Next {
  return next[actors.indexOf(actor)] ?? null;
}

/** What tells most comes first. */
function otherwise(without: TraceStep, within: TraceStep, then: Next, now: Next): Otherwise | null {
  if (within.step !== without.step) return { kind: "first", instead: without.step };
  const [before, after] = [told(without), told(within)];
  for (const write of after) {
    const instead = before.find((each) => wordOf(each) === wordOf(write));
    if (instead && instead.after !== write.after)
      return { kind: "leaves", word: wordOf(write), value: write.after, instead: instead.after };
  }
  const kept = before.find((write) => after.every((each) => wordOf(each) !== wordOf(write)));
  if (kept) return { kind: "keeps", word: wordOf(kept), value: kept.before };
  const waits = now?.waits ?? then?.waits;
  if (waits !== undefined && now?.waits !== then?.waits)
    return { kind: "waits", word: waits, isWithout: now?.waits === undefined };
  const called = calls(without.calls, within.calls);
  if (called !== null) return called;
  // A barrier is a word of the buffer of stores, and nothing else shows it.
  if (within.writes.some(({ field }) => field === "fence") && without.writes.every(({ field }) => field !== "fence"))
    return { kind: "orders" };
  return now?.step === then?.step ? null : { kind: "goes on" };
}

function calls(without: readonly TraceCall[], within: readonly TraceCall[]): Otherwise | null {
  const first = within.findIndex((call, at) => JSON.stringify(call) !== JSON.stringify(without[at]));
  const [call, instead] = [within[first], without[first]];
  if (call?.enter !== undefined) return { kind: "calls", fn: call.enter, instead: instead?.enter ?? null };
  if (call?.leave === undefined || instead?.leave !== call.leave) return null;
  return { kind: "returns", fn: call.leave, value: `${call.result}`, instead: `${instead.result}` };
}

function told({ writes }: TraceStep): TraceWrite[] {
  return writes.filter(({ bookkeeping }) => !bookkeeping);
}

/** What somebody else does next is not the step's, and where a stack is depends on what was set up. */
function shapeOf(trace: Trace, at: number): string {
  const of = trace.steps[at];
  if (of === undefined) return "";
  const { actor, step, reads, calls } = of;
  const writes = of.writes.filter(({ bookkeeping, field }) => !bookkeeping || field === "fence");
  const written = writes.map(({ object, field, after }) => [object, field, after]);
  return JSON.stringify([actor, step, reads, written, nextOf(trace, of), calls]);
}
