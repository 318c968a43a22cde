/** The terminal's own check of a text, as data. */
import { loadScenario } from "../../engine/scenario/load.ts";
import { type Problem, ScenarioError } from "../../engine/scenario/problem.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";

export type Checked = { scenario: Scenario; problems: readonly [] } | { scenario: null; problems: readonly Problem[] };

export function check(text: string, name: string): Checked {
  try {
    return { scenario: loadScenario(text, `${name}.yaml`), problems: [] };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return { scenario: null, problems: error.problems };
  }
}
