/** What an exploration finds on its way, whatever way it goes. */
import { endOf } from "./ending.ts";
import type { Exploration } from "./options.ts";
import type { Choices, System, Violation } from "./system.ts";

export const LIVELOCK = "livelock";

/** Of each kind the first is kept. */
export function noteViolation({ violations }: Exploration, violation: Violation, choices: Choices): void {
  if (!violations.some(({ kind }) => kind === violation.kind)) violations.push({ ...violation, choices: [...choices] });
}

/** Nobody can take a step any more: a violation, or one of the ends. */
export function noteEnd(result: Exploration, system: System, choices: Choices): Violation | null {
  result.executions++;
  const violation = endOf(system);
  if (violation !== null) {
    noteViolation(result, violation, choices);
    return violation;
  }
  noteOutcome(result, system, choices);
  return null;
}

/** All are done, and nothing is wrong. */
export function noteOutcome({ outcomes }: Exploration, system: System, choices: Choices): void {
  const outcome = system.outcome();
  const known = outcomes.get(outcome);
  if (known) known.count++;
  else outcomes.set(outcome, { count: 1, choices: [...choices] });
}

/** An exception from a system is a mistake in it, and nobody finds it without the order that leads there: the error gets it, as `choices`. */
export function withChoices(error: unknown, choices: Choices): unknown {
  if (error instanceof Error && !("choices" in error)) Object.assign(error, { choices: [...choices] });
  return error;
}

/** What two ways to explore found together. The bound is the first one's. */
export function joined(one: Exploration, other: Exploration): Exploration {
  const all: Exploration = { ...one, violations: [...one.violations], outcomes: new Map(one.outcomes) };
  for (const { choices, ...violation } of other.violations) noteViolation(all, violation, choices);
  for (const [outcome, { count, choices }] of other.outcomes) {
    const known = all.outcomes.get(outcome);
    all.outcomes.set(outcome, known ? { ...known, count: known.count + count } : { count, choices });
  }
  all.unfair ??= other.unfair;
  for (const counted of ["random", "executions", "cut", "states", "steps"] as const) all[counted] += other[counted];
  return all;
}
