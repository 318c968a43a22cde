/**
 * A scenario under all interleavings of its actors on one kernel: does what it expects hold in every end, and is every end that it
 * says can happen reached? A failure comes with a shortest counterexample.
 */
import type { Era, Release } from "../../models/era.ts";
import type { GuardName } from "../../models/guards.ts";
import { execute } from "../run/execute.ts";
import { merge, mismatches } from "../run/expect.ts";
import { type Limit, Stopped } from "../run/limit.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/trace.ts";
import { type Exploration, type ExploreOptions, exploring, type Found } from "./explore.ts";
import { emptyExploration } from "./options.ts";
import { exploringRandomly } from "./random.ts";
import { ScenarioSystem } from "./scenario_system.ts";
import { shortening } from "./shortest.ts";
import { finish, type Sliced } from "./slices.ts";
import type { Violation } from "./system.ts";

export interface VerifyOptions extends ExploreOptions {
  without?: readonly GuardName[];
  /** Asked in the set-up, which has no slices. */
  limit?: Limit;
  /** Hold every state to the invariants: slower. On unless it is said otherwise. */
  invariants?: boolean;
  /** Random schedules instead of all. */
  random?: { seed: number; runs: number };
  /** Look for the shortest counterexample. On unless it is said otherwise. */
  shorten?: boolean;
}

export interface Verification {
  era: string;
  release: string;
  without: readonly GuardName[];
  /** "all interleavings fine", a kind of violation, "never happens", or "bound". */
  verdict: string;
  message: string;
  /** Is it as the scenario says? One may say that something goes wrong. */
  expected: boolean;
  exploration: Exploration;
  counterexample: Counterexample | null;
  /** Of each possibility that the scenario names, an order that leads there; null where there is none. */
  can: { what: string; choices: number[] | null }[];
}

interface Counterexample {
  kind: string;
  message: string;
  choices: number[];
  switches: number;
  /** False: a bound was hit, there may be a shorter one. */
  isShortest: boolean;
}

export const ALL_FINE = "all interleavings fine";

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
  const { verdict = "ok", ...expected } = merge(scenario.expect, scenario.eras[era.id]?.expect ?? {});
  const how = { without: removed, invariants, expected, ...(limit && { limit }) };
  const { exploration, counterexample } = yield* searching(
    () => new ScenarioSystem(scenario, era, release, how),
    options,
  );
  const can = scenario.can.map(({ what, expect }) => ({ what, choices: witness(exploration, expect) }));
  const common = { era: era.id, release: release.id, without: removed, exploration, counterexample, can };
  return { ...common, ...judge(common, String(verdict)) };
}

function* searching(
  setUp: () => ScenarioSystem,
  options: VerifyOptions,
): Sliced<Pick<Verification, "exploration" | "counterexample">> {
  const { random, shorten = true } = options;
  let system: ScenarioSystem;
  try {
    system = setUp();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { exploration: { ...emptyExploration(), bound: error.why }, counterexample: null };
  }
  const exploration = random
    ? yield* exploringRandomly(system, { ...options, ...random })
    : yield* exploring(system, options);
  const [failed] = exploration.violations;
  return { exploration, counterexample: failed ? yield* shortened(system, failed, shorten) : null };
}

/** `foretold`: what the scenario says, "ok" or a kind of violation; of an invariant it says no number. */
function judge(
  { exploration: { bound }, counterexample, can }: Pick<Verification, "exploration" | "counterexample" | "can">,
  foretold: string,
): Pick<Verification, "verdict" | "message" | "expected"> {
  if (counterexample !== null) {
    const { kind, message } = counterexample;
    return { verdict: kind, message, expected: kind.replace(/ I-\d+$/, "") === foretold };
  }
  if (bound !== null) return { verdict: "bound", message: bound, expected: false };
  const never = foretold === "ok" ? can.find(({ choices }) => choices === null)?.what : foretold;
  if (never !== undefined) return { verdict: "never happens", message: never, expected: false };
  return { verdict: ALL_FINE, message: "", expected: true };
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

/** Of all that goes wrong, not only of what was found first: which that is depends on where the search begins. */
function* shortened(system: ScenarioSystem, found: Found, shorten: boolean): Sliced<Counterexample> {
  const goal = (violation: Violation | null) => violation !== null;
  const least = shorten ? yield* shortening(system, { goal, atMost: found.choices.length }) : null;
  const { kind, message } = least?.violation ?? found;
  const choices = least?.choices ?? found.choices;
  const switches = choices.filter((actor, at) => at > 0 && actor !== choices[at - 1]).length;
  return { kind, message, choices, switches, isShortest: least !== null };
}
