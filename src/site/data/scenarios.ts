/** The scenarios that come with the project, in alphabetical order of their ids. */
import { loadScenario } from "../../engine/scenario/load.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";

const FILES = import.meta.glob<string>("../../../content/scenarios/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The files as they are, by id. */
export function scenarioTexts(): { id: string; text: string }[] {
  return Object.entries(FILES).map(([path, text]) => ({ id: path.replace(/^.*\/|\.yaml$/g, ""), text }));
}

let scenarios: Scenario[] | null = null;

export function allScenarios(): Scenario[] {
  scenarios ??= Object.entries(FILES)
    .map(([path, text]) => loadScenario(text, path.replace(/^.*\/(?=content\/)/, "")))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return scenarios;
}

export function scenarioNamed(id: string): Scenario {
  const found = allScenarios().find((scenario) => scenario.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found;
}
