/** Actors of a scenario that do the same: nothing tells them apart but their names, which only the results of an end have. */
import type { Expectation, Scenario } from "../scenario/scenario.ts";

/** None where late stores have actors of their own, or where an expectation names whose results it is about. */
export function equalActors(
  { actors, machine }: Pick<Scenario, "actors" | "machine">,
  expectations: readonly (Expectation | null)[],
): number[][] {
  const names = expectations.some((each) => each !== null && "results" in each);
  if (names || (machine.memory ?? "sc") !== "sc") return [];
  const texts = actors.map(({ flags, does }) => JSON.stringify([flags, does.map(({ name, args }) => [name, args])]));
  return [...new Set(texts)].map((text) => [...texts.keys()].filter((actor) => texts[actor] === text));
}

/** An end as it is when each actor is called what `as` says in its place. */
export function renamedEnd(outcome: string, actors: readonly string[], as: readonly number[]): string {
  const end = JSON.parse(outcome);
  const results = actors.map((name, actor) => [name, end.results[actors[as.indexOf(actor)] ?? name]]);
  return JSON.stringify({ ...end, results: Object.fromEntries(results) });
}
