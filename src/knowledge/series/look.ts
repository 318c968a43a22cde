/** What is looked at when two stages of a series are compared: a run, as deep as was asked for. */
import type { GuardName } from "../../../models/guards.ts";
import { alike, type EndFact, endStates, type LineupRow, lineUp } from "../../engine/compare/lineup.ts";
import { FIRST_VIOLATION } from "../../engine/explore/options.ts";
import { onKernel } from "../../engine/run/cannot_run.ts";
import { execute } from "../../engine/run/execute.ts";
import { type Mismatch, mismatches } from "../../engine/run/expect.ts";
import { Stopped } from "../../engine/run/limit.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { changesIn } from "../../engine/trace/text.ts";
import type { Trace, TraceStep } from "../../engine/trace/trace.ts";
import { tell } from "../../engine/verdicts/tell.ts";
import { wordOf } from "../../engine/verdicts/vocabulary.ts";
import { endsOf, toldApart } from "../../engine/verify/ends.ts";
import { type VerifyOptions, verify } from "../../engine/verify/verify.ts";
import type { Point } from "./points.ts";

/**
 * - `end`: how the run ends, and what can be seen then.
 * - `steps`: also each step, with the words that it changes.
 * - `calls`: also the words that it reads, and the functions that it is in.
 * - `orders`: not one run but every interleaving: what goes wrong in any of them, and the ends that they come to.
 */
export type Depth = "end" | "steps" | "calls" | "orders";

export interface Question {
  scenario: Scenario;
  without: readonly GuardName[];
  depth: Depth;
  /** Good is what is so, and everything else is bad. Null: what was before the series is good. */
  expect: Record<string, unknown> | null;
  /** How long one kernel may take. What is stopped throws Stopped: of half a look nothing can be told. */
  limitsFor?: (kernel: string) => Pick<VerifyOptions, "limit" | "maxTime" | "now" | "onProgress">;
}

export interface Look {
  point: string;
  verdict: string;
  message: string;
  /** Of `orders`: one that goes wrong, or the scenario's own. */
  trace: Trace;
  /** Of `orders`: the ends that a user of the API can tell apart. */
  ends: string[];
  /** Of `orders`: the shortest way to what goes wrong. Null: the scenario's own order. */
  choices: readonly number[] | null;
  /** Is what was asked for so? True where nothing was. */
  expected: boolean;
  /** Of what was asked for, that of which the end says nothing. */
  unknown: string[];
  /** Equal for two runs that nobody who asked can tell apart. */
  key: string;
}

/** Steps after which a run of a stage counts as endless. */
const MAX_STEPS = 20_000;

export function lookAt(question: Question, point: Point): Look {
  return onKernel(point.name, () =>
    question.depth === "orders" ? lookAtAll(question, point) : lookAtOne(question, point),
  );
}

function lookAtOne({ scenario, without, depth, expect, limitsFor }: Question, { name, era, release }: Point): Look {
  // What a scenario expects depends on the era. Here each kernel just tells what happens.
  const plain = { ...scenario, expect: {}, eras: {} };
  const { limit } = limitsFor?.(name) ?? {};
  const trace = execute(plain, era, release, { without, maxSteps: MAX_STEPS, ...(limit && { limit }) });
  const { verdict } = trace;
  if (verdict.kind === "stopped") throw new Stopped(verdict.kind, verdict.message);
  const wrong = mismatches(expect ?? {}, { verdict: verdict.foretold ?? verdict.kind, ...trace.end });
  const expected = wrong.length === 0;
  const key = expect === null ? keyOf(trace, depth) : String(expected);
  return {
    ...{ point: name, verdict: wordOf(verdict), message: tell(trace), trace, ends: [], choices: null, expected, key },
    unknown: absent(wrong),
  };
}

/** Equal for two runs that cannot be told apart at this depth. */
export function keyOf({ verdict: { kind, message }, end, steps }: Trace, depth: Depth): string {
  return JSON.stringify([kind, message, end, depth === "end" ? [] : steps.map((step) => told(step, depth))]);
}

function lookAtAll({ scenario, without, expect, limitsFor }: Question, { name, era, release }: Point): Look {
  // What is asked for is asked of every order, whatever the scenario's own is.
  const plain: Scenario = { ...scenario, expect: expect ?? {}, eras: {}, can: [], order: "open" };
  const result = verify(plain, era, release, { ...limitsFor?.(name), without });
  const { verdict, message, expected, exploration, counterexample } = result;
  if (exploration.bound !== null && exploration.bound !== FIRST_VIOLATION)
    throw new Stopped(exploration.bound, `not every order was tried: stopped at ${exploration.bound}`);
  const ends = [...endsOf(exploration).keys()].sort();
  const key = expect === null ? JSON.stringify([verdict, expected ? ends : []]) : String(expected);
  const choices = counterexample?.choices ?? null;
  const trace = execute(plain, era, release, { without, maxSteps: MAX_STEPS, ...(choices && { choices }) });
  const unknown = absent(mismatches(expect ?? {}, { verdict, ...trace.end }));
  return { point: name, verdict, message, trace, ends, choices, expected: expect === null || expected, unknown, key };
}

const absent = (wrong: readonly Mismatch[]) => wrong.filter(({ found }) => found === undefined).map(({ path }) => path);

/** In words, as a reader is told of it: what no word tells apart is the same. */
function told(step: TraceStep, depth: Depth): unknown {
  return [step.actor, step.step, aspects(step, depth)];
}

/** What is different in the later of two looks. */
export interface Difference {
  end: EndFact[];
  /** The first step that differs, in words; null where none does as far as was looked. */
  step: string | null;
}

export function differenceBetween(earlier: Look, later: Look, depth: Depth): Difference {
  const runs = [earlier.trace, later.trace];
  const verdicts = [earlier, later].map(({ verdict, message }) =>
    message === "" ? verdict : `${verdict}: ${message}`,
  );
  const facts = [
    { path: "verdict", values: verdicts },
    ...(depth === "orders" ? otherEnds(earlier, later) : endStates(runs)),
  ];
  return {
    end: facts.filter(({ values }) => !alike(values)),
    step: depth === "orders" ? null : firstStep(lineUp(runs).rows, depth),
  };
}

/** Ends that only one of the two can come to, by what tells them apart. Where something goes wrong not all ends were met. */
function otherEnds(earlier: Look, later: Look): EndFact[] {
  if (earlier.verdict !== later.verdict) return [];
  const told = toldApart([...earlier.ends, ...later.ends]);
  const only = (own: Look, other: Look) => own.ends.filter((end) => !other.ends.includes(end)).map(told);
  return [{ path: "ends", values: [only(earlier, later), only(later, earlier)] }];
}

function firstStep(rows: readonly LineupRow[], depth: Depth): string | null {
  for (const { actor, step, cells } of rows) {
    const [was, is] = cells;
    if (!was || !is) return was ? `${actor} no longer does ${step} here` : `${actor} does ${step} here`;
    const [before, after] = [aspects(was, depth), aspects(is, depth)];
    const what = Object.keys(before).find((name) => !alike([before[name], after[name]]));
    if (what === undefined) continue;
    const only = (own: string[] = [], other: string[] = []) => own.filter((each) => !other.includes(each)).join(", ");
    const [old, now] = [only(before[what], after[what]), only(after[what], before[what])];
    if (old === "" && now === "") return `${actor}'s ${step} has its ${what} in another order, or not as often`;
    return `${actor}'s ${step} has other ${what}: ${old || "none"}; now ${now || "none"}`;
  }
  return null;
}

function aspects(step: TraceStep, depth: Depth): Record<string, string[]> {
  const { log, waits, stack, reads, calls } = step;
  const changes = { changes: changesIn(step), "lines in the log": log, waiting: waits === undefined ? [] : [waits] };
  if (depth !== "calls") return changes;
  return {
    ...changes,
    functions: [stack.join(" › ")],
    reads,
    calls: calls.map(({ enter, leave }) => (enter === undefined ? `end of ${leave}` : enter)),
  };
}
