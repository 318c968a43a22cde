/** What a run of the museum shows: the code with the bug under all interleavings, the fix put back, and all interleavings again. */
import type { Era, Release } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { followed } from "../../engine/links/adapt.ts";
import { execute } from "../../engine/run/execute.ts";
import { orderOf } from "../../engine/scenario/order.ts";
import type { Order, Scenario } from "../../engine/scenario/scenario.ts";
import type { Trace } from "../../engine/trace/trace.ts";
import { verdictBeside } from "../../engine/verdicts/beside.ts";
import { HARMLESS, wordOf } from "../../engine/verdicts/vocabulary.ts";
import { type Verification, verify } from "../../engine/verify/verify.ts";
import { type GuardEntry, scenarioOf } from "../guards/register.ts";
import { type BugEvent, happensIn } from "./event.ts";
import type { RunText } from "./register.ts";

/** One side of a run: which kernel, and what is left out of it. */
interface Side {
  kernel: string;
  without: readonly GuardName[];
}

interface Plan {
  scenario: Scenario;
  /** Of the story, where the shortest way to the damage is another one, or there is none; null: that way. */
  order: Order | null;
  buggy: Side;
  fixed: Side;
  /** Does an invariant that is broken count, or only what happens then? */
  invariants: boolean;
  expected: string;
  /** With the fix, where that is not fine either. */
  fixedTo?: string | undefined;
  /** Instead of all that the scenario expects, by which the player goes; null: that. */
  judgedBy: Readonly<Record<string, unknown>> | null;
  event: BugEvent;
}

export interface BugRun extends Plan {
  verdict: string;
  message: string;
  /** With the fix. */
  intact: string;
  /** Runs that stand for all interleavings. */
  tried: { buggy: number; fixed: number };
  shown: Shown;
  /** The same with the fix, in the same order as far as that goes. */
  beside: { trace: Trace; choices: number[] };
}

/** The run that is shown: the order of the story, or the shortest way to the damage, or one in which nothing goes wrong. */
interface Shown {
  trace: Trace;
  choices: number[];
  switches: number;
  isShortest: boolean;
  /** Steps at which the moments of the event come, by number; null: the run does not tell what its title says. */
  moments: number[] | null;
}

type Find = (id: string) => Scenario;

export function planOf(run: RunText, register: readonly GuardEntry[], find: Find): Plan {
  const { event } = run;
  const order = run.order === undefined ? null : orderOf(run.order, () => NOWHERE);
  if ("scenario" in run) {
    const { kernel, scenario, without, expect, invariants = true, verdict: expected, fixed } = run;
    const found = find(scenario);
    const judged = expect === undefined ? found : { ...found, expect, eras: {}, can: [] };
    const judgedBy = expect ?? null;
    return { scenario: judged, order, buggy: { kernel, without }, fixed, invariants, expected, judgedBy, event };
  }
  const { guard, kernel } = run;
  const cell = register.find((entry) => entry.guard === guard)?.eras[kernel];
  if (!cell || "absent" in cell) throw new Error(`the register of guards has no cell for ${guard} on ${kernel}`);
  return {
    scenario: scenarioOf(cell, find),
    order,
    buggy: { kernel, without: [guard] },
    fixed: { kernel, without: [] },
    invariants: "harmless" in cell || cell.invariants !== false,
    expected: "harmless" in cell ? HARMLESS : cell.verdict,
    fixedTo: "harmless" in cell ? undefined : cell.intact,
    judgedBy: null,
    event,
  };
}

/** Errors of an order name its place in a scenario file, and this order is in none. */
const NOWHERE = { line: 0, column: 0 };

export function runOf(plan: Plan): BugRun {
  const { scenario, order, buggy, fixed, invariants, event } = plan;
  const before = verifyOn(scenario, fixed, true);
  const after = verifyOn(scenario, buggy, invariants);
  const there = wayOfNever(before, after);
  const way = after.counterexample?.choices ?? (there && keptOn(plan, buggy, there));
  const trace = traceOf(plan, buggy, order === null ? way : null);
  const choices = trace.steps.map(({ actor }) => trace.actors.indexOf(actor));
  const { kind, message } = trace.verdict;
  const same = keptOn(plan, fixed, there ?? choices);
  return {
    ...plan,
    verdict: order === null || kind === "ok" ? verdictBeside(before, after) : wordOf(trace.verdict),
    message: kind === "ok" ? after.message : message,
    intact: before.verdict,
    tried: { buggy: after.exploration.executions, fixed: before.exploration.executions },
    shown: {
      trace,
      choices,
      switches: choices.filter((actor, at) => at > 0 && actor !== choices[at - 1]).length,
      isShortest: order === null && after.counterexample?.isShortest === true,
      moments: happensIn(event, trace),
    },
    beside: { trace: traceOf(plan, fixed, same), choices: same },
  };
}

/** Where something never happens with the bug: the way to it with the fix. Else null. */
function wayOfNever(before: Verification, { counterexample, can }: Verification): number[] | null {
  if (counterexample !== null) return null;
  const never = can.find(({ choices }) => choices === null)?.what;
  return before.can.find(({ what }) => what === never)?.choices ?? null;
}

/** Those of the choices that can be made on that side. */
function keptOn({ scenario }: Plan, side: Side, choices: readonly number[]): number[] {
  return choices.slice(0, followed(scenario, kernelOf(side), side.without, choices));
}

/** `choices`: to begin with; null: the order of the story, or else the scenario's. */
function traceOf(plan: Plan, side: Side, choices: readonly number[] | null): Trace {
  const { era, release } = kernelOf(side);
  const scenario = plan.order === null ? plan.scenario : { ...plan.scenario, order: plan.order };
  const options = { without: side.without, check: plan.invariants };
  return execute(scenario, era, release, choices === null ? options : { ...options, choices });
}

function verifyOn(scenario: Scenario, side: Side, invariants: boolean): Verification {
  const { era, release } = kernelOf(side);
  return verify(scenario, era, release, { without: side.without, invariants });
}

function kernelOf({ kernel }: Side): { era: Era; release: Release } {
  const found = findEra(kernel);
  if (!found) throw new Error(`there is no kernel ${kernel}`);
  return found;
}
