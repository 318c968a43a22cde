/** A scenario as long as a test wants it: one actor that takes a reference and drops it. */
import { must } from "../../../src/engine/must.ts";
import { loadScenario } from "../../../src/engine/scenario/load.ts";
import type { Scenario } from "../../../src/engine/scenario/scenario.ts";

/** Two steps for each round. */
export function longScenario(rounds: number): Scenario {
  const scenario = loadScenario(TEXT, "long.yaml");
  const actor = must(scenario.actors[0], "actor");
  const does = Array.from({ length: rounds }, () => actor.does).flat();
  return { ...scenario, actors: [{ ...actor, does }] };
}

const TEXT = `
title: A reference comes and goes
story: The same again and again.
sources: [made up for a test]
setup:
  - alloc: { as: p }
actors:
  a:
    - get: { page: p }
    - put: { page: p }
expect: { verdict: ok }
`;
