/** Runs of a scenario as the terminal shows them: with their places in the source, and with errors that name the file. */
import type { Era, Release } from "../../models/era.ts";
import { Fault } from "../../models/machine/fault.ts";
import { execute, type RunOptions } from "../run/execute.ts";
import { OrderError } from "../run/order.ts";
import { scenarioFileName } from "../scenario/files.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { indexModels } from "../source/files.ts";
import type { Trace } from "../trace/trace.ts";
import { CannotRun } from "./command.ts";

/** `name`: the id or path by which the scenario was found. */
export function tracesOf(
  name: string,
  scenario: Scenario,
  kernels: readonly { era: Era; release: Release }[],
  options: RunOptions,
): Trace[] {
  const source = indexModels();
  return kernels.map(({ era, release }) => {
    try {
      return source.withPlaces(execute(scenario, era, release, options));
    } catch (error) {
      const file = scenarioFileName(name);
      if (error instanceof OrderError) {
        const { line, column } = error.at;
        const place = `${file}:${line}:${column}`;
        throw new OrderError(error.at, `${place}: ${era.id} cannot follow this switch: ${error.message}`);
      }
      // What an actor breaks is a verdict. This is the set-up, or what an operation was given.
      if (!(error instanceof Fault || error instanceof TypeError)) throw error;
      throw new CannotRun(`${file}: ${era.id} cannot run this: ${error.message}`, { cause: error });
    }
  });
}
