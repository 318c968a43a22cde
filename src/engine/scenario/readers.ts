/**
 * Scenarios that a reader wrote, or was sent. They may take any time and any room, so no page runs them itself: they go to a worker, which can
 * be ended. The mark stays on copies of the object, and does not go along when it is posted to a worker.
 */
import type { Scenario } from "./scenario.ts";

const READERS = Symbol("a reader's");

export function asReaders(scenario: Scenario): Scenario {
  return Object.assign({ ...scenario }, { [READERS]: true });
}

export function isReaders(scenario: Scenario): boolean {
  return READERS in scenario;
}
