/** Random schedules instead of a search, for systems too big to explore. */
import { refuseTooMany } from "./actors.ts";
import { ENDLESS, takeTurns } from "./ending.ts";
import { noteOutcome, noteViolation } from "./found.ts";
import { type Exploration, type ExploreOptions, emptyExploration } from "./options.ts";
import { Schedules } from "./schedules.ts";
import { finish, type Sliced } from "./slices.ts";
import type { System } from "./system.ts";

export interface RandomOptions extends Pick<ExploreOptions, "maxSteps" | "maxTime" | "now" | "findAll"> {
  seed: number;
  runs: number;
}

export function exploreRandomly(system: System, options: RandomOptions): Exploration {
  return finish(exploringRandomly(system, options));
}

/** In slices of one run. */
export function* exploringRandomly(
  system: System,
  { seed, runs, maxSteps, maxTime = Number.POSITIVE_INFINITY, now = () => 0, findAll = false }: RandomOptions,
): Sliced<Exploration> {
  refuseTooMany(system);
  const started = now();
  const steps = maxSteps === undefined ? "" : ` of at most ${maxSteps} steps`;
  const result: Exploration = { ...emptyExploration(), bound: `${runs} random runs${steps}, seed ${seed}` };
  const schedules = new Schedules(system, seed, { maxSteps });
  const isOver = () => now() - started > maxTime;
  while (result.executions < runs && (findAll || result.violations.every(({ mild }) => mild))) {
    if (isOver()) {
      return { ...result, bound: `${result.executions} random runs${steps} in ${maxTime / 1000} s, seed ${seed}` };
    }
    const run = schedules.run(isOver);
    if (isOver() && !run.ended) continue;
    const isEndless = !run.ended && maxSteps === undefined && run.choices.length === ENDLESS;
    const { choices, violation, ended } = isEndless ? takeTurns(system, run.choices) : run;
    result.executions++;
    result.random++;
    result.steps += choices.length;
    if (violation !== null) noteViolation(result, violation, choices);
    else if (ended) noteOutcome(result, system, choices);
    const { executions } = result;
    const told = {
      doing: "random",
      executions,
      states: 0,
      depth: choices.length,
      estimate: executions / runs,
    } as const;
    if ((yield told) === false) return { ...result, bound: "cancelled" };
  }
  return result;
}
