/**
 * A scenario under all interleavings of its actors on one kernel: does any of them go wrong, and is every end that it says can happen reached?
 * What a scenario expects in the end is expected of every order where it leaves the order open. Where it has one of its own, it says how that one
 * ends, so that one alone is held to it. A failure comes with a shortest counterexample.
 */
import type { Era, Release } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import { ENDLESS } from "../explore/ending.ts";
import { type Exploration, type ExploreOptions, exploring, type Found } from "../explore/explore.ts";
import { emptyExploration } from "../explore/options.ts";
import { exploringPart, type Part } from "../explore/parts.ts";
import { exploringRandomly } from "../explore/random.ts";
import { shortening } from "../explore/shortest.ts";
import { finish, type Sliced } from "../explore/slices.ts";
import type { System, Violation } from "../explore/system.ts";
import { CannotRun } from "../run/cannot_run.ts";
import { execute } from "../run/execute.ts";
import { eventuallyOn, expectedOn, mismatches } from "../run/expect.ts";
import { isForetold, isOpen } from "../run/judge.ts";
import { type Limit, Stopped } from "../run/limit.ts";
import { possibleOn } from "../scenario/kernel_range.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/trace.ts";
import { tell } from "../verdicts/tell.ts";
import {
  ALL_FINE,
  ANOTHER_END,
  BOUND,
  kindOf,
  NEVER,
  NO_FAULT,
  NOT_EVENTUALLY,
  wordOf,
} from "../verdicts/vocabulary.ts";
import { ScenarioSystem } from "./scenario_system.ts";

export interface VerifyOptions extends ExploreOptions {
  without?: readonly GuardName[];
  /** Asked in the set-up, which has no slices. */
  limit?: Limit;
  /** Hold every state to the invariants: slower. On unless it is said otherwise. */
  invariants?: boolean;
  /** Random schedules instead of all. */
  random?: { seed: number; runs: number };
  /** One part of the search, or what all of them came to: then only what it means is left to say. */
  part?: Part;
  explored?: Exploration;
  /** Puts somebody between the explorer and the scenario who looks at every step. */
  watch?: (system: ScenarioSystem) => System;
  /** Look for the shortest counterexample. On unless it is said otherwise. */
  shorten?: boolean;
}

export interface Verification {
  era: string;
  release: string;
  without: readonly GuardName[];
  /** A word of src/engine/verdicts/vocabulary.ts. */
  verdict: string;
  /** What happened to whom, the bound, or what never happens; of all that is fine: empty, or what only an unfair scheduler could do. */
  message: string;
  compared: Compared;
  /** Is it as the scenario says? One may say that something goes wrong. */
  expected: boolean;
  exploration: Exploration;
  counterexample: Counterexample | null;
  /** Of each possibility that the scenario names, an order that leads there; null where there is none. */
  can: { what: string; choices: number[] | null }[];
}

/**
 * What was asked of every order besides faults, warnings and invariants. `ends`: what the scenario expects in the end. `own`: that of its own order
 * alone. `nothing`: it expects nothing, or its own order cannot be followed here.
 */
type Compared = "ends" | "own" | "nothing";

interface Counterexample {
  kind: string;
  message: string;
  choices: number[];
  switches: number;
  /** True as well of the end of the scenario's own order, as no other is compared. False: a bound was hit, there may be a shorter one. */
  isShortest: boolean;
}

export function verify(scenario: Scenario, era: Era, release: Release, options: VerifyOptions = {}): Verification {
  return finish(verifying(scenario, era, release, options), options.onProgress);
}

/** The same in slices. Where it is told to stop while it looks for the shortest counterexample, one that is longer stays. */
export function* verifying(
  scenario: Scenario,
  era: Era,
  release: Release,
  options: VerifyOptions = {},
): Sliced<Verification> {
  const { without = [], invariants = true, limit } = options;
  const removed = [...new Set([...scenario.without, ...without])];
  const expectation = expectedOn(scenario, { era, release });
  const { verdict: foretold = "ok", ...end } = expectation;
  const expected = isOpen(scenario) ? end : {};
  const eventually = isOpen(scenario) ? eventuallyOn(scenario, { era, release }) : null;
  const how = { without: removed, invariants, expected, eventually, ...(limit && { limit }) };
  const run = (order: { choices?: readonly number[]; maxSteps: number; limit?: Limit }) =>
    execute(scenario, era, release, { without: removed, check: invariants, ...order });
  const inTime = { maxSteps: ENDLESS, ...(limit && { limit }) };
  const own = isOpen(scenario) || foretold !== "ok" ? null : followed(() => run(inTime));
  const found = yield* searching(() => new ScenarioSystem(scenario, era, release, how), options, own);
  const { exploration, counterexample } = found;
  const can = possibleOn(scenario, { era, release }).map(({ what, expect }) => ({
    what,
    choices: witness(exploration, expect),
  }));
  const compared: Compared =
    Object.keys(end).length === 0 ? "nothing" : isOpen(scenario) ? "ends" : own ? "own" : "nothing";
  const common = {
    era: era.id,
    release: release.id,
    without: removed,
    compared,
    ...found,
    can,
  };
  if (counterexample === null) return { ...common, ...unbroken(common, String(foretold)) };
  const { kind, message, choices } = counterexample;
  // What was found is run once more, whether the time is over or not: it is known to end.
  return {
    ...common,
    verdict: kind,
    message: NO_STEP_OF_ITS_OWN.includes(kind) ? message : tell(run({ choices, maxSteps: choices.length })),
    expected: isForetold(expectation, { kind: kindOf(kind), message }),
  };
}

/** `own`: the scenario's own order, where that is asked too. */
function* searching(
  setUp: () => ScenarioSystem,
  options: VerifyOptions,
  own: Trace | null,
): Sliced<Pick<Verification, "exploration" | "counterexample">> {
  const { shorten = true } = options;
  let system: ScenarioSystem;
  try {
    system = setUp();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { exploration: { ...emptyExploration(), bound: error.why }, counterexample: null };
  }
  const explorable = options.watch?.(system) ?? system;
  const explored = options.explored ?? (yield* explorationOf(explorable, options));
  const exploration = { ...explored, violations: explored.violations.map(inWords) };
  // Orders were left out, although the search came to its end.
  if (system.k.memory.crowded) exploration.bound ??= OLD_VALUES;
  const failed = exploration.violations.find(({ mild }) => !mild) ?? exploration.violations[0];
  const counterexample = failed ? yield* shortened(system, failed, shorten) : missedBy(own);
  return { exploration, counterexample };
}

function explorationOf(system: System, options: VerifyOptions): Sliced<Exploration> {
  const { random, part } = options;
  if (random) return exploringRandomly(system, { ...options, ...random });
  return part ? exploringPart(system, options, part) : exploring(system, options);
}

/** `foretold`: what the scenario says, "ok" or a kind of fault. */
function unbroken(
  { exploration: { bound, unfair }, compared, can }: Pick<Verification, "exploration" | "compared" | "can">,
  foretold: string,
): Pick<Verification, "verdict" | "message" | "expected"> {
  if (bound !== null) return { verdict: BOUND, message: bound, expected: false };
  const never = foretold === "ok" ? can.find(({ choices }) => choices === null)?.what : foretold;
  if (never !== undefined) return { verdict: NEVER, message: never, expected: false };
  return { verdict: compared === "nothing" ? NO_FAULT : ALL_FINE, message: unfair?.message ?? "", expected: true };
}

/** The scenario's own order; null where it cannot be followed, as where a guard is out that makes an actor wait, or where there was no time. */
function followed(run: () => Trace): Trace | null {
  try {
    const trace = run();
    return trace.verdict.kind === "stopped" ? null : trace;
  } catch (error) {
    if (error instanceof CannotRun || error instanceof Stopped) return null;
    throw error;
  }
}

/** What is wrong with the scenario's own order alone. */
function missedBy(own: Trace | null): Counterexample | null {
  if (own === null || own.verdict.kind === "ok") return null;
  const { actors, steps, verdict } = own;
  const choices = steps.map(({ actor }) => actors.indexOf(actor));
  const kind = wordOf(verdict);
  return { kind, message: verdict.message, choices, switches: switchesIn(choices), isShortest: kind === ANOTHER_END };
}

/** A bound of the machine (models/machine/old_copies.ts). */
const OLD_VALUES = "the old values that a CPU has room for";
/** What no step of the run shows, so that the run has nothing to tell of it: that it goes round, say. */
const NO_STEP_OF_ITS_OWN: readonly string[] = [NOT_EVENTUALLY, "step-limit"];
/** The explorer, which knows nothing of pages, has names of its own for what goes on for ever. */
const ON_AND_ON = ["no-progress", "livelock"];
export function inWords<T extends Violation>(violation: T): T {
  return ON_AND_ON.includes(violation.kind) ? { ...violation, kind: "step-limit" } : violation;
}

function switchesIn(choices: readonly number[]): number {
  return choices.filter((actor, at) => at > 0 && actor !== choices[at - 1]).length;
}

/** The counterexample as a trace, for whoever shows it. */
export function replay(
  scenario: Scenario,
  era: Era,
  release: Release,
  { without }: Verification,
  choices: number[],
): Trace {
  return execute(scenario, era, release, { without, choices });
}

function witness({ outcomes }: Exploration, expect: Record<string, unknown>): number[] | null {
  for (const [outcome, { choices }] of outcomes) {
    if (mismatches(expect, JSON.parse(outcome)).length === 0) return choices;
  }
  return null;
}

/** Of all that goes wrong as badly, not only of what was found first: which that is depends on where the search begins. */
function* shortened(system: ScenarioSystem, found: Found, shorten: boolean): Sliced<Counterexample> {
  const goal = (violation: Violation | null) => violation !== null && (found.mild === true || !violation.mild);
  // Nothing that a step or an end shows, which is what the search for a shorter way looks at.
  if (found.kind === NOT_EVENTUALLY) return { ...found, switches: switchesIn(found.choices), isShortest: false };
  const least = shorten ? yield* shortening(system, { goal, atMost: found.choices.length }) : null;
  const { kind, message } = inWords(least?.violation ?? found);
  const choices = least?.choices ?? found.choices;
  return { kind, message, choices, switches: switchesIn(choices), isShortest: least !== null };
}
