/** Random schedules, for systems too big to explore: the same seed, the same schedules. */
import { includes, refuseTooMany } from "./actors.ts";
import { ENDLESS, endOf, takeTurns } from "./ending.ts";
import { noteOutcome, noteViolation, withChoices } from "./found.ts";
import { type Exploration, type ExploreOptions, emptyExploration } from "./options.ts";
import { finish, type Sliced } from "./slices.ts";
import type { Choices, System, Violation } from "./system.ts";

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
  const next = xorshift(seed);
  const isOver = () => now() - started > maxTime;
  while (result.executions < runs && (findAll || result.violations.every(({ mild }) => mild))) {
    if (isOver()) {
      return { ...result, bound: `${result.executions} random runs${steps} in ${maxTime / 1000} s, seed ${seed}` };
    }
    const { choices, violation, ended } = runOnce(system, next, isOver, maxSteps);
    if (isOver() && !ended) continue;
    result.executions++;
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

/** Not `ended`: it was left where `maxSteps` has been reached, or the time is over. */
function runOnce(system: System, next: () => number, isOver: () => boolean, maxSteps?: number) {
  const choices: Choices = [];
  try {
    return runFrom(system, choices, next, isOver, maxSteps);
  } catch (error) {
    throw withChoices(error, choices);
  }
}

function runFrom(system: System, choices: Choices, next: () => number, isOver: () => boolean, maxSteps?: number) {
  const end = (violation: Violation | null, ended = true) => ({ choices, violation, ended });
  system.reset();
  const wrong = system.checkStart?.() ?? null;
  if (wrong !== null) return end(wrong);
  for (let enabled = system.enabled(); enabled !== 0; enabled = system.enabled()) {
    if (choices.length === maxSteps || isOver()) return end(null, false);
    if (choices.length === ENDLESS && maxSteps === undefined) return takeTurns(system, choices);
    const able = [...system.actors.keys()].filter((actor) => includes(enabled, actor));
    const actor = able[next() % able.length] as number;
    choices.push(actor);
    const violation = system.step(actor);
    if (violation !== null) return end(violation);
  }
  return end(endOf(system));
}

/** Marsaglia's xorshift32; a seed of 0 would stay 0. */
function xorshift(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
