/** What the eras can come to, for every scenario whose order is open, computed when the site is built. */
import type { Release } from "../../models/era.ts";
import { ERAS } from "../../models/index.ts";
import { type Refinement, refine } from "../explore/refine.ts";
import { missingDrivers } from "../scenario/missing.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { allScenarios } from "./scenarios.ts";

let known: { scenario: Scenario; result: Refinement }[] | null = null;

export function refinements(): { scenario: Scenario; result: Refinement }[] {
  known ??= allScenarios()
    .filter(({ order }) => order === "open")
    .map((scenario) => ({ scenario, result: refine(scenario, erasOf(scenario)) }))
    .filter(({ result }) => result.eras.length > 1);
  return known;
}

function erasOf(scenario: Scenario) {
  return ERAS.flatMap((era) => {
    const release = era.releases[0] as Release;
    return missingDrivers(scenario, era, release) || scenario.eras[era.id]?.skip ? [] : [{ era, release }];
  });
}
