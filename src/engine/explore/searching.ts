/** One search for all orders: with a reduction, as long as executions end, and else state by state. */
import type { Limits } from "./limits.ts";
import { CANCELLED, type Exploration, type ExploreOptions, emptyExploration } from "./options.ts";
import { Scouts } from "./scouts.ts";
import { Search } from "./search.ts";
import type { Sliced } from "./slices.ts";
import type { Choices, System } from "./system.ts";
import { Walk } from "./walk.ts";

export function* searching(
  system: System,
  options: ExploreOptions,
  limits: Limits,
  scouts: Scouts | null = null,
  /** Orders that lead to where to begin. */
  starts?: readonly Choices[],
): Sliced<Exploration> {
  // Where nobody is to find anything first, a few random orders show which words are shared all the same.
  const known = scouts ?? new Scouts(system, { ...options, findAll: true });
  const asks = scouts === null && options.maxPreemptions === undefined && options.reduction !== "none";
  if (asks && !(yield* known.turn())) return { ...emptyExploration(), bound: CANCELLED };
  const before = asks ? known.result.steps : 0;
  const search = new Search(system, options, limits, known.shared, starts);
  const found = yield* scouts ? scouts.beside(search) : search.run();
  if (found !== null) {
    // A part of a search doesn't know of what the others know.
    const asks = limits.met !== null && starts === undefined;
    return { ...found, steps: before + found.steps, estimatedStates: asks ? yield* search.estimated() : null };
  }
  const walk = new Walk(system, options, limits, starts);
  const walked = yield* scouts ? scouts.beside(walk) : walk.run();
  return { ...walked, steps: before + walked.steps + search.taken };
}
