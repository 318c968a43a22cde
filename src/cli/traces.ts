/** Runs of a scenario as the terminal shows them: with their places in the source, and with errors that name the file. */
import type { Era, Release } from "../../models/era.ts";
import { onKernel } from "../engine/run/cannot_run.ts";
import { execute, type RunOptions } from "../engine/run/execute.ts";
import { Stopped } from "../engine/run/limit.ts";
import type { Scenario } from "../engine/scenario/scenario.ts";
import type { Trace } from "../engine/trace/trace.ts";
import { indexModels } from "../knowledge/source/files.ts";
import { inFile } from "./in_file.ts";
import { limitsOf } from "./limits.ts";
import { complain } from "./parts/terminal.ts";

/** `name`: the id or path by which the scenario was found. Those that are stopped before their first step are missing. */
export function tracesOf(
  name: string,
  scenario: Scenario,
  kernels: readonly { era: Era; release: Release }[],
  options: RunOptions,
  seconds?: number,
): Trace[] {
  const source = indexModels();
  return kernels.flatMap(({ era, release }) => {
    const { limit } = limitsOf(`running on ${era.id}`, seconds);
    const run = () => source.withPlaces(execute(scenario, era, release, { ...options, limit }));
    try {
      return [inFile(name, () => onKernel(era.id, run))];
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      complain(`${era.id}: ${error.message}\n`);
      return [];
    }
  });
}
