/** The ends that an exploration met, as a user of the API sees them: several states of the machine can be one of them. */
import { flatten } from "../compare/flatten.ts";
import type { Exploration } from "../explore/options.ts";
import { mismatches } from "../run/expect.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { project } from "./projection.ts";

/** By what is seen, as a text: the shortest order found that leads there. */
export function endsOf({ outcomes }: Pick<Exploration, "outcomes">): Map<string, number[]> {
  const ends = new Map<string, number[]>();
  for (const [outcome, { choices }] of outcomes) {
    const end = JSON.stringify(project(JSON.parse(outcome)));
    const known = ends.get(end);
    if (known === undefined || choices.length < known.length) ends.set(end, choices);
  }
  return ends;
}

/** What the scenario calls each end, where it calls it anything: by what is seen. */
export function namedEnds(
  { outcomes }: Pick<Exploration, "outcomes">,
  possible: Scenario["can"],
): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const outcome of outcomes.keys()) {
    const found = JSON.parse(outcome);
    const called = possible.find(({ expect }) => mismatches(expect, found).length === 0);
    if (called) named.set(JSON.stringify(project(found)), called.what);
  }
  return named;
}

/** Of an end, by path, what is not the same in all of them. */
export function toldApart(ends: readonly string[]): (end: string) => Record<string, unknown> {
  const flat = new Map(ends.map((end) => [end, new Map(flatten(JSON.parse(end), ""))]));
  const all = [...flat.values()];
  const paths = [...new Set(all.flatMap((each) => [...each.keys()]))];
  const varying = new Set(paths.filter((path) => new Set(all.map((each) => JSON.stringify(each.get(path)))).size > 1));
  return (end) => Object.fromEntries([...(flat.get(end) ?? [])].filter(([path]) => varying.has(path)));
}
