/** Scenarios by what they teach, as content/lessons.yaml has it. */
import text from "../../../content/lessons.yaml?raw";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { readLessons } from "../../knowledge/scenarios/lessons.ts";
import { allScenarios, scenarioNamed } from "./scenarios.ts";

export interface ScenarioGroup {
  title: string;
  why: string;
  /** The first one is where to start. */
  scenarios: Scenario[];
}

export function groupedScenarios(): ScenarioGroup[] {
  const ids = allScenarios().map(({ id }) => id);
  return readLessons(text, ids).map(({ title, why, scenarios }) => ({
    title,
    why,
    scenarios: scenarios.map(scenarioNamed),
  }));
}
