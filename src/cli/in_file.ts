/** What cannot be run is in a file, and its readers look for it there. */
import { CannotRun } from "../engine/run/cannot_run.ts";
import { scenarioFileName } from "../knowledge/scenarios/files.ts";

/** `name`: the id or path by which the scenario was found. */
export function inFile<R>(name: string, work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    const { place, message } = error;
    const at = place === null ? "" : `:${place.line}:${place.column}`;
    throw new CannotRun(place, `${scenarioFileName(name)}${at}: ${message}`, { cause: error });
  }
}
