/** Random schedules, for systems too big to explore: the same seed, the same schedules. */
import { type Exploration, emptyExploration } from "./options.ts";
import { endOf } from "./shortest.ts";
import { finish, type Sliced } from "./slices.ts";
import type { Choices, System, Violation } from "./system.ts";

export interface RandomOptions {
  seed: number;
  runs: number;
  maxSteps?: number;
  findAll?: boolean;
}

export function exploreRandomly(system: System, options: RandomOptions): Exploration {
  return finish(exploringRandomly(system, options));
}

/** In slices of one run. */
export function* exploringRandomly(
  system: System,
  { seed, runs, maxSteps = 2000, findAll = false }: RandomOptions,
): Sliced<Exploration> {
  const result: Exploration = { ...emptyExploration(), bound: `${runs} random runs, seed ${seed}` };
  const next = xorshift(seed);
  while (result.executions < runs && (findAll || result.violations.length === 0)) {
    const { choices, violation } = runOnce(system, next, maxSteps);
    result.executions++;
    result.steps += choices.length;
    if (violation === null) {
      const outcome = system.outcome();
      const known = result.outcomes.get(outcome);
      if (known) known.count++;
      else result.outcomes.set(outcome, { count: 1, choices });
    } else if (!result.violations.some(({ kind }) => kind === violation.kind)) {
      result.violations.push({ ...violation, choices });
    }
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

function runOnce(
  system: System,
  next: () => number,
  maxSteps: number,
): { choices: Choices; violation: Violation | null } {
  const choices: Choices = [];
  system.reset();
  for (let enabled = system.enabled(); enabled !== 0; enabled = system.enabled()) {
    if (choices.length === maxSteps) {
      return { choices, violation: { kind: "no-progress", message: `not finished after ${maxSteps} steps` } };
    }
    const able = [...system.actors.keys()].filter((actor) => (enabled & (1 << actor)) !== 0);
    const actor = able[next() % able.length] as number;
    choices.push(actor);
    const violation = system.step(actor);
    if (violation !== null) return { choices, violation };
  }
  return { choices, violation: endOf(system) };
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
