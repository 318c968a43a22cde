/** All that a toy can do, by looking at every state of it, told apart by all that is in it. */
import { must } from "../../../../src/engine/must.ts";
import { brokenIn, canStep, endText, isOver, startOf, type Toy, type ToyState, takeStep } from "./language.ts";

interface Node {
  state: ToyState;
  last: number;
  preemptions: number;
  depth: number;
  able: number[];
  edges: { actor: number; to: string }[];
}

export interface Exact {
  states: number;
  /** Each end, and what goes wrong, with the least number of steps that it takes. */
  ends: Map<string, number>;
  wrong: Map<string, number>;
  /** Can it go on for ever at all? */
  hasRound: boolean;
  /** Was there a switch that the bound on preemptions did not allow? */
  isCut: boolean;
}

/** Null: too many states. */
export function exact(
  toy: Toy,
  { maxPreemptions, atMost }: { maxPreemptions?: number | undefined; atMost: number },
): Exact | null {
  const nodes = new Map<string, Node>();
  const found: Exact = { states: 0, ends: new Map(), wrong: new Map(), hasRound: false, isCut: false };
  const note = (all: Map<string, number>, what: string, depth: number) => {
    if (!all.has(what)) all.set(what, depth);
  };
  const isBounded = maxPreemptions !== undefined;
  const queue: string[] = [];
  const meet = (state: ToyState, last: number, preemptions: number, depth: number): string => {
    const key = JSON.stringify(isBounded ? [state, last, preemptions] : state);
    if (!nodes.has(key)) {
      nodes.set(key, { state, last, preemptions, depth, able: canStep(toy, state), edges: [] });
      queue.push(key);
    }
    return key;
  };
  const start = startOf(toy);
  const brokenAtStart = brokenIn(toy, start);
  if (brokenAtStart !== null) {
    note(found.wrong, brokenAtStart, 0);
    return found;
  }
  meet(start, -1, 0, 0);
  for (const key of queue) {
    if (nodes.size > atMost) return null;
    const { state, last, preemptions, depth, able, edges } = must(nodes.get(key), "such node");
    if (able.length === 0) {
      if (isOver(toy, state)) note(found.ends, endText(state), depth);
      else note(found.wrong, "deadlock", depth);
    }
    for (const actor of able) {
      const isPreempted = last !== -1 && last !== actor && able.includes(last);
      if (isBounded && isPreempted && preemptions === maxPreemptions) {
        found.isCut = true;
        continue;
      }
      const { to, wrong } = takeStep(toy, state, actor);
      if (wrong !== null) note(found.wrong, wrong, depth + 1);
      else edges.push({ actor, to: meet(to, actor, preemptions + (isPreempted ? 1 : 0), depth + 1) });
    }
  }
  found.states = nodes.size;
  const everybody = toy.code.map((_, actor) => actor);
  found.hasRound = goesRound(nodes, everybody, false);
  if (goesRoundFairly(nodes, toy)) found.wrong.set("livelock", 0);
  return found;
}

/** Is there a fair order in which this never holds: one that ends, or one that goes round? What goes wrong is neither. Null: too many states. */
export function missesIn(
  toy: Toy,
  holds: (state: ToyState) => boolean,
  atMost: number,
): { misses: boolean; byRound: boolean } | null {
  const nodes = new Map<string, Node>();
  const queue: string[] = [];
  const meet = (state: ToyState): string => {
    const key = JSON.stringify(state);
    if (nodes.has(key) || holds(state)) return key;
    nodes.set(key, { state, last: -1, preemptions: 0, depth: 0, able: canStep(toy, state), edges: [] });
    queue.push(key);
    return key;
  };
  meet(startOf(toy));
  for (const key of queue) {
    if (nodes.size > atMost) return null;
    const { state, able, edges } = must(nodes.get(key), "such node");
    for (const actor of able) {
      const { to, wrong } = takeStep(toy, state, actor);
      if (wrong === null) edges.push({ actor, to: meet(to) });
    }
  }
  const ends = [...nodes.values()].some(({ able }) => able.length === 0);
  const byRound = goesRoundFairly(nodes, toy);
  return { misses: ends || byRound, byRound };
}

/** Whoever takes part in a fair round: for each choice of them, only states in which nobody else could take a step. */
function goesRoundFairly(nodes: ReadonlyMap<string, Node>, { code }: Toy): boolean {
  const everybody = code.map((_, actor) => actor);
  const some = Array.from({ length: 1 << everybody.length }, (_, set) =>
    everybody.filter((actor) => (set >> actor) & 1),
  );
  return some.some((actors) => goesRound(nodes, actors, true));
}

/** Is there a round of steps of these actors? `fair`: of each of them, where nobody else is able to take one. */
function goesRound(nodes: ReadonlyMap<string, Node>, actors: readonly number[], fair: boolean): boolean {
  const inside = [...nodes].filter(([, { able }]) => !fair || able.every((actor) => actors.includes(actor)));
  const forth = new Map<string, { actor: number; to: string }[]>(inside.map(([key]) => [key, []]));
  const back = new Map<string, string[]>(inside.map(([key]) => [key, []]));
  for (const [key, { edges }] of inside) {
    for (const edge of edges.filter(({ to }) => back.has(to))) {
      forth.get(key)?.push(edge);
      back.get(edge.to)?.push(key);
    }
  }
  const seen = new Set<string>();
  for (const [start] of inside) {
    if (seen.has(start)) continue;
    const before = reach(start, (key) => back.get(key) ?? []);
    const after = reach(start, (key) => (forth.get(key) ?? []).map(({ to }) => to));
    // States that reach each other.
    const round = [...after].filter((key) => before.has(key));
    const taken = new Set<number>();
    for (const key of round) {
      seen.add(key);
      for (const { actor, to } of forth.get(key) ?? []) if (after.has(to) && before.has(to)) taken.add(actor);
    }
    if (fair ? actors.length > 0 && actors.every((actor) => taken.has(actor)) : taken.size > 0) return true;
  }
  return false;
}

function reach(from: string, next: (key: string) => string[]): Set<string> {
  const seen = new Set([from]);
  for (const key of seen) for (const to of next(key)) seen.add(to);
  return seen;
}
