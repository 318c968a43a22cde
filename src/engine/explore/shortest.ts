/**
 * The shortest way to a violation or to an end, and among the shortest one with the fewest switches between actors: breadth first over all
 * states, with no reduction, so there is nothing shorter. What shows only in the end needs a whole run, however short.
 */
import { includes, refuseTooMany } from "./actors.ts";
import { endOf } from "./ending.ts";
import { finish, type Sliced } from "./slices.ts";
import { StateKey } from "./state_key.ts";
import type { Choices, System, Violation } from "./system.ts";
import { Way } from "./way.ts";

export interface Shortest {
  choices: Choices;
  switches: number;
  violation: Violation | null;
}

export interface ShortestOptions {
  /** Is this what is looked for? Asked at the start and after every step, with what is wrong, and whether the run has come to its end. */
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

/** States between two looks at whether to go on. */
const SLICE = 32;

/** Null: given up, or there is none of at most that length. */
export function shortest(system: System, options: ShortestOptions): Shortest | null {
  return finish(shortening(system, options));
}

export function* shortening(
  system: System,
  { goal, atMost, maxStates = 200_000 }: ShortestOptions,
): Sliced<Shortest | null> {
  refuseTooMany(system);
  const key = new StateKey();
  const way = new Way(system);
  const wrong = system.checkStart?.() ?? endOf(system);
  if (goal(wrong, system.enabled() === 0)) return { choices: [], switches: 0, violation: wrong };
  let layer: Node[] = [{ parent: null, actor: -1, switches: 0 }];
  let states = 0;
  for (let depth = 0; depth < atMost; depth++) {
    const next = new Map<string, Node>();
    let best: Shortest | null = null;
    for (const [index, node] of layer.entries()) {
      if (index % SLICE === 0) {
        const progress = {
          doing: "shorten",
          executions: 0,
          states: states + next.size,
          depth,
          estimate: depth / atMost,
        } as const;
        if ((yield progress) === false) return null;
      }
      const choices = pathTo(node);
      way.lead(choices);
      const enabled = system.enabled();
      for (let actor = 0; actor < system.actors.length; actor++) {
        if (!includes(enabled, actor)) continue;
        const switches = node.switches + (node.actor >= 0 && node.actor !== actor ? 1 : 0);
        if (best !== null && best.switches <= switches) continue;
        way.lead(choices);
        const violation = way.step(actor) ?? endOf(system);
        const ended = system.enabled() === 0;
        if (goal(violation, ended)) best = { violation, choices: [...choices, actor], switches };
        if (violation !== null || ended) continue;
        key.read(system);
        const state = `${key.a} ${key.b} ${actor}`;
        const known = next.get(state);
        if (known === undefined || known.switches > switches) next.set(state, { parent: node, actor, switches });
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
