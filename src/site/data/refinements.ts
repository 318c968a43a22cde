/** What the eras can come to, for every scenario whose order is open, computed when the site is built. */

import { kernelsFor } from "../../engine/scenario/runnable.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { type Refinement, refine } from "../../engine/verify/refine.ts";
import { allScenarios } from "./scenarios.ts";

let known: { scenario: Scenario; result: Refinement }[] | null = null;

export function refinements(): { scenario: Scenario; result: Refinement }[] {
  known ??= allScenarios()
    .filter(({ order }) => order === "open")
    .map((scenario) => ({ scenario, result: refine(scenario, kernelsFor(scenario)) }))
    .filter(({ result }) => result.eras.length > 1);
  return known;
}
