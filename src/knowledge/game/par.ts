/** The fewest that it takes to win a level, found by trying all: orders where it is to break, sets of checks where it is to hold. */
import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { fewestSwitches } from "../../engine/explore/fewest.ts";
import { must } from "../../engine/must.ts";
import { expectedOn } from "../../engine/run/expect.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { ScenarioSystem } from "../../engine/verify/scenario_system.ts";
import { verify } from "../../engine/verify/verify.ts";
import type { Level } from "./form.ts";
import { holds } from "./judge.ts";

export interface Par {
  par: number;
  /** An order that breaks with so few. */
  choices?: readonly number[];
  /** The checks that hold. */
  back?: readonly GuardName[];
}

/** Null: it cannot be won. */
export function parOf({ goal, kernel, without }: Level, scenario: Scenario): Par | null {
  const { era, release } = must(findEra(kernel), `kernel ${kernel}`);
  if (goal === "break") {
    const { verdict: _, ...expected } = expectedOn(scenario, { era, release });
    const found = fewestSwitches(new ScenarioSystem(scenario, era, release, { without, expected }));
    return found && { par: found.switches, choices: found.choices };
  }
  for (const back of bySize(without)) {
    const out = without.filter((guard) => !back.includes(guard));
    if (holds(verify(scenario, era, release, { without: out, shorten: false }))) return { par: back.length, back };
  }
  return null;
}

/** All sets, small ones first. */
function bySize<T>(all: readonly T[]): T[][] {
  const sets = Array.from({ length: 1 << all.length }, (_, bits) => all.filter((_, at) => (bits >> at) & 1));
  return sets.sort((a, b) => a.length - b.length);
}
