/** The explorer in a worker of its own, so that the page stays free. */

import type { Scenario } from "../../engine/scenario/scenario.ts";
import { startExplorer } from "../../engine/verify/start.ts";
import { kernelIn } from "../../engine/verify/task.ts";
import type { Work } from "../../engine/verify/work.ts";
import type { Race } from "../../engine/walk/walk.ts";
import { type Run, useRun } from "../away/useRun.ts";

export type Search = Run<Work, "verify">;

/** Milliseconds after which a search stops by itself, and says so. */
const MAX_TIME = 120_000;

/** What was found last: a reader who comes back to it does not wait again. */
const kept = new WeakMap<Scenario, Map<string, Search>>();

/** What was found is about this scenario, kernel and these guards, and no others. */
export function useExplorer({ scenario, kernel, without }: Race) {
  const { run, begin, cancel } = useRun(startExplorer, "verify", [scenario, kernel, without.join()]);
  const key = [kernel, ...without].join();
  const known = kept.get(scenario) ?? new Map<string, Search>();
  kept.set(scenario, known);
  if (run.at === "end") known.set(key, run);
  const start = () => {
    begin({ scenario, ...kernelIn(kernel), options: { without, maxTime: MAX_TIME } });
  };
  const shown: Search = run.at === "rest" ? (known.get(key) ?? run) : run;
  return { run: shown, start, cancel };
}
