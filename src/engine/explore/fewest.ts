/**
 * The way to a violation with the fewest switches between actors, however long it is: all that can be reached without a switch, then with one, and
 * so on, over all states and with no reduction, so nothing needs fewer.
 */
import { includes, refuseTooMany } from "./actors.ts";
import { endOf } from "./ending.ts";
import { must } from "./must.ts";
import { StateKey } from "./state_key.ts";
import type { Choices, System, Violation } from "./system.ts";
import { Way } from "./way.ts";

export interface Fewest {
  choices: Choices;
  switches: number;
  violation: Violation;
}

/** States after which it gives up. */
const MOST_STATES = 200_000;

/** Null: there is none, or it was given up. */
export function fewestSwitches(system: System): Fewest | null {
  refuseTooMany(system);
  const key = new StateKey();
  const way = new Way(system);
  const seen = new Set<string>();
  const layer: Choices[] = [[]];
  for (let switches = 0; layer.length > 0; switches++) {
    const next: Choices[] = [];
    for (let choices = layer.pop(); choices !== undefined; choices = layer.pop()) {
      const last = choices.at(-1);
      way.lead(choices);
      const enabled = system.enabled();
      for (let actor = 0; actor < system.actors.length; actor++) {
        if (!includes(enabled, actor)) continue;
        way.lead(choices);
        const longer = [...choices, actor];
        const isSwitch = last !== undefined && last !== actor;
        if (isSwitch) {
          next.push(longer);
          continue;
        }
        const violation = way.step(actor) ?? endOf(system);
        if (violation !== null) return { choices: longer, switches, violation };
        if (isNew(actor)) layer.push(longer);
      }
    }
    // What was only planned: the first step after a switch.
    for (const choices of next) {
      const actor = must(choices.at(-1), "last choice");
      way.lead(choices.slice(0, -1));
      const violation = way.step(actor) ?? endOf(system);
      if (violation !== null) return { choices, switches: switches + 1, violation };
      if (isNew(actor)) layer.push(choices);
    }
    if (seen.size > MOST_STATES) return null;
  }
  return null;

  function isNew(actor: number): boolean {
    key.read(system);
    const state = `${key.a} ${key.b} ${actor}`;
    if (seen.has(state)) return false;
    seen.add(state);
    return true;
  }
}
