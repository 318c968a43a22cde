/** What a run of the museum shows: the code with the bug under all interleavings, the fix put back, and all interleavings again. */
import type { Era, Release } from "../../models/era.ts";
import type { GuardName } from "../../models/guards.ts";
import { findEra } from "../../models/index.ts";
import { type Verification, verify } from "../explore/verify.ts";
import { verdictOf } from "../guards/matrix.ts";
import type { GuardEntry } from "../guards/register.ts";
import { followed } from "../links/adapt.ts";
import { execute } from "../run/execute.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/trace.ts";
import type { RunText } from "./register.ts";

/** One side of a run: which kernel, and what is left out of it. */
interface Side {
  kernel: string;
  without: readonly GuardName[];
}

interface Plan {
  scenario: Scenario;
  buggy: Side;
  fixed: Side;
  /** Does an invariant that is broken count, or only what happens then? */
  invariants: boolean;
  expected: string;
  /** Instead of all that the scenario expects, by which the player goes; null: that. */
  judgedBy: Readonly<Record<string, unknown>> | null;
}

export interface BugRun extends Plan {
  verdict: string;
  message: string;
  /** With the fix. */
  intact: string;
  /** Runs that stand for all interleavings. */
  tried: { buggy: number; fixed: number };
  counterexample: Counterexample | null;
  /** Those of the counterexample, as far as they can be made with the fix; or, where something never happens, those that lead there. */
  choices: number[] | null;
}

interface Counterexample {
  trace: Trace;
  choices: number[];
  switches: number;
  isShortest: boolean;
  /** Steps that the player shows: it stops at the first invariant that breaks. */
  played: number;
}

type Find = (id: string) => Scenario;

export function planOf(run: RunText, register: readonly GuardEntry[], find: Find): Plan {
  if ("scenario" in run) {
    const { kernel, scenario, without, expect, invariants = true, verdict: expected, fixed } = run;
    const found = find(scenario);
    const judged = expect === undefined ? found : { ...found, expect, eras: {}, can: [] };
    return {
      scenario: judged,
      buggy: { kernel, without },
      fixed,
      invariants,
      expected,
      judgedBy: expect ?? null,
    };
  }
  const { guard, kernel } = run;
  const cell = register.find((entry) => entry.guard === guard)?.eras[kernel];
  if (!cell || "absent" in cell) throw new Error(`the register of guards has no cell for ${guard} on ${kernel}`);
  return {
    scenario: find(cell.scenario),
    buggy: { kernel, without: [guard] },
    fixed: { kernel, without: [] },
    invariants: "harmless" in cell || cell.invariants !== false,
    expected: "harmless" in cell ? "harmless" : cell.verdict,
    judgedBy: null,
  };
}

export function runOf(plan: Plan): BugRun {
  const { scenario, buggy, fixed, invariants } = plan;
  const before = verifyOn(scenario, fixed, true);
  const after = verifyOn(scenario, buggy, invariants);
  const { counterexample, message } = after;
  return {
    ...plan,
    verdict: verdictOf(before, after),
    message,
    intact: before.verdict,
    tried: { buggy: after.exploration.executions, fixed: before.exploration.executions },
    counterexample: counterexample && {
      ...counterexample,
      trace: traceOf(plan, counterexample.choices, invariants),
      played: traceOf(plan, counterexample.choices, true).steps.length,
    },
    choices: choicesOf(plan, before, after),
  };
}

function traceOf({ scenario, buggy }: Plan, choices: readonly number[], check: boolean): Trace {
  const { era, release } = kernelOf(buggy);
  return execute(scenario, era, release, { without: buggy.without, choices, check });
}

function choicesOf({ scenario, fixed }: Plan, before: Verification, { counterexample, can }: Verification) {
  if (counterexample !== null) {
    const { choices } = counterexample;
    return choices.slice(0, followed(scenario, kernelOf(fixed), fixed.without, choices));
  }
  const never = can.find(({ choices }) => choices === null)?.what;
  return before.can.find(({ what }) => what === never)?.choices ?? null;
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
