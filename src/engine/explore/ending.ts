/** How an execution ends without a step that goes wrong. */
import { count, includes } from "./actors.ts";
import type { Choices, System, Violation } from "./system.ts";

/** Steps after which an execution is taken for one that may never end. */
export const ENDLESS = 2000;

/** What is wrong when nobody can take a step any more. */
export function endOf(system: System): Violation | null {
  if (system.enabled() !== 0) return null;
  if (count(system.finished()) === system.actors.length) return system.checkEnd();
  const waiting = system.actors.flatMap((name, actor) => {
    if (includes(system.finished(), actor)) return [];
    return system.waitedFor ? `${name} waits for ${system.waitedFor(actor)}` : name;
  });
  return { kind: "deadlock", message: `nobody can go on: ${waiting.join(" and ")}` };
}

/**
 * An execution that has not ended for long: can it at all? From where it is, everybody who can take a step takes one in turn. What ends then was
 * only kept from its end by an order that let somebody wait for ever, and there is nothing wrong with the system.
 */
export function takeTurns(
  system: System,
  choices: Choices,
): { choices: Choices; violation: Violation | null; ended: boolean } {
  const all = [...choices];
  for (let turn = 0; all.length < choices.length + ENDLESS; turn++) {
    const enabled = system.enabled();
    if (enabled === 0) return { choices: all, violation: endOf(system), ended: true };
    const actor = turn % system.actors.length;
    if (!includes(enabled, actor)) continue;
    all.push(actor);
    const violation = system.step(actor);
    if (violation !== null) return { choices: all, violation, ended: true };
  }
  const message = `not finished after ${all.length} steps, though everybody had a turn again and again in the last ${ENDLESS}`;
  return { choices: all, violation: { kind: "no-progress", message }, ended: false };
}
