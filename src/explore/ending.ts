/** How an execution ends without a step that goes wrong. */
import type { System, Violation } from "./system.ts";

/** Steps after which an execution counts as endless. */
export const ENDLESS = 2000;

export function noProgress(steps: number): Violation {
  return { kind: "no-progress", message: `not finished after ${steps} steps` };
}

/** What is wrong when nobody can take a step any more. */
export function endOf(system: System): Violation | null {
  if (system.enabled() !== 0) return null;
  const all = (1 << system.actors.length) - 1;
  if (system.finished() === all) return system.checkEnd();
  const waiting = system.actors.filter((_, actor) => (system.finished() & (1 << actor)) === 0);
  return { kind: "deadlock", message: `nobody can go on: ${waiting.join(" and ")}` };
}
