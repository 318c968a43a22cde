import { ScenarioError } from "../../../src/engine/scenario/problem.ts";

/** What `run` says is wrong. Any other error, or none, fails the test. */
export function failure(run: () => unknown): ScenarioError {
  try {
    run();
  } catch (error) {
    if (error instanceof ScenarioError) return error;
    throw error;
  }
  throw new Error("nothing was wrong");
}
