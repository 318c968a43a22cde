/**
 * The shortest way to a violation or to an end, and among the shortest one with the fewest switches between actors: breadth first over all
 * states, with no reduction, so there is nothing shorter. What shows only in the end needs a whole run, however short.
 */
import { StateKey } from "./state_key.ts";
import type { Choices, System, Violation } from "./system.ts";

export interface Shortest {
  choices: Choices;
  switches: number;
  violation: Violation | null;
}

export interface ShortestOptions {
  /** Is this what is looked for? Asked after every step, with what is wrong, and whether the run has come to its end. */
  goal(violation: Violation | null, ended: boolean): boolean;
  /** Steps of an example that is known: nothing longer is looked at. */
  atMost: number;
  /** States after which it gives up. */
  maxStates?: number;
}

interface Node {
  parent: Node | null;
  actor: number;
  switches: number;
}

/** Null: given up, or there is none of at most that length. */
export function shortest(system: System, { goal, atMost, maxStates = 200_000 }: ShortestOptions): Shortest | null {
  let layer: Node[] = [{ parent: null, actor: -1, switches: 0 }];
  let states = 0;
  for (let depth = 0; depth < atMost; depth++) {
    const next = new Map<string, Node>();
    let best: Shortest | null = null;
    for (const node of layer) {
      const choices = pathTo(node);
      for (const actor of enabledAfter(system, choices)) {
        const switches = node.switches + (node.actor >= 0 && node.actor !== actor ? 1 : 0);
        if (best !== null && best.switches <= switches) continue;
        const { violation, key } = take(system, choices, actor);
        const ended = system.enabled() === 0;
        if (goal(violation, ended)) best = { violation, choices: [...choices, actor], switches };
        if (violation !== null || ended) continue;
        const known = next.get(key);
        if (known === undefined || known.switches > switches) next.set(key, { parent: node, actor, switches });
      }
    }
    if (best !== null) return best;
    states += next.size;
    if (states > maxStates) return null;
    layer = [...next.values()];
  }
  return null;
}

function pathTo(node: Node): Choices {
  const choices: Choices = [];
  for (let each: Node | null = node; each !== null && each.actor >= 0; each = each.parent) choices.push(each.actor);
  return choices.reverse();
}

function enabledAfter(system: System, choices: Choices): number[] {
  system.reset();
  for (const actor of choices) system.step(actor);
  const enabled = system.enabled();
  return [...system.actors.keys()].filter((actor) => (enabled & (1 << actor)) !== 0);
}

/** Replays, takes one step more, and says where that led: to a violation, or to a state. */
function take(system: System, choices: Choices, actor: number): { violation: Violation | null; key: string } {
  const key = new StateKey();
  system.reset();
  for (const each of choices) system.step(each);
  const violation = system.step(actor) ?? endOf(system);
  key.read(system);
  return { violation, key: `${key.a} ${key.b} ${actor}` };
}

/** What is wrong when nobody can take a step any more. */
export function endOf(system: System): Violation | null {
  if (system.enabled() !== 0) return null;
  const all = (1 << system.actors.length) - 1;
  if (system.finished() === all) return system.checkEnd();
  const waiting = system.actors.filter((_, actor) => (system.finished() & (1 << actor)) === 0);
  return { kind: "deadlock", message: `nobody can go on: ${waiting.join(" and ")}` };
}
