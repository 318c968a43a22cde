/**
 * Tries every order in which the actors can take their steps, except those that differ only in the order of independent steps.
 *
 * Depth first (search.ts). Dynamic partial-order reduction (Abdulla, Aronis, Jonsson, Sagonas, POPL 2014): where two steps of an
 * execution race, the other order is tried too. Orders that are left meet one of two cuts:
 * - `sleep`: sleep sets, which make sure that no two executions are the same up to independent steps, and wakeup trees, so that few are begun in vain;
 * - `cache`: a state that was explored before is not explored again. Its summary, all words that anything after it touched, stands in
 *   for the executions cut: races with them are looked for all the same, on the safe side.
 *
 * All of that takes executions that end. As soon as one comes back to a state that it was in, or is too long, every state is looked at instead (walk.ts).
 * Random schedules come first and in between (scouts.ts), and where a limit is near, other ways to look get what is left of it (mixed.ts).
 */
import { refuseTooMany } from "./actors.ts";
import { checkSystem } from "./contract.ts";
import { beginningInOrder } from "./equal_actors.ts";
import { awaiting } from "./eventually.ts";
import { Limits } from "./limits.ts";
import { mixed } from "./mixed.ts";
import { type Exploration, type ExploreOptions, FIRST_VIOLATION } from "./options.ts";
import { checkEqual, withRenamed } from "./renaming.ts";
import { searching } from "./searching.ts";
import { finish, type Sliced } from "./slices.ts";
import type { System } from "./system.ts";

export type { Exploration, ExploreOptions, Found } from "./options.ts";

export function explore(system: System, options: ExploreOptions = {}): Exploration {
  return finish(exploring(system, options), options.onProgress);
}

export function* exploring(system: System, options: ExploreOptions = {}): Sliced<Exploration> {
  refuseTooMany(system);
  if (options.checkSystem) checkSystem(system);
  if (options.symmetry && options.checkSystem) checkEqual(system);
  const limits = new Limits(options);
  const searched = options.symmetry ? beginningInOrder(system) : system;
  const search = options.scouts === false ? searching : mixed;
  const found = yield* withEventually(searched, options, limits, yield* search(searched, options, limits));
  return searched === system ? found : withRenamed(system, found);
}

/** What must come about is asked where nothing else was left out. */
export function* withEventually(
  system: System,
  { maxSteps, findAll }: ExploreOptions,
  limits: Limits,
  found: Exploration,
): Sliced<Exploration> {
  const all = { ...found, violations: [...found.violations] };
  for (const each of system.eventually ?? []) {
    if (all.bound !== null) break;
    const awaited = yield* awaiting(system, each, limits, maxSteps);
    all.steps += awaited.steps;
    all.bound = awaited.bound;
    if (awaited.found === null) continue;
    all.violations.push(awaited.found);
    if (!findAll) all.bound = FIRST_VIOLATION;
  }
  return all;
}
