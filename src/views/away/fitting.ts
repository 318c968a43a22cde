/** A machine of any size is a valid scenario; a browser boots only some. */
import { CannotRun } from "../../engine/run/cannot_run.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { MAX_PAGES } from "./limits.ts";

export function fitting(scenario: Scenario): Scenario {
  const { pages = 0 } = scenario.machine;
  if (pages <= MAX_PAGES) return scenario;
  throw new CannotRun(
    null,
    `${pages} pages are too many for a browser, which takes ${MAX_PAGES}; the terminal takes them`,
  );
}
