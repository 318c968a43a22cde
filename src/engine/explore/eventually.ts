/**
 * Does every fair order come to where something holds, at some moment? Looks at all states that can be reached without it having held, and at no others:
 * an order that ends among them never comes to it, nor does one that goes round among them while everybody gets a turn. Nothing is reduced, because
 * a reduction may leave out the very state in which it holds. Orders that go wrong on the way are no business of this.
 */
import { includes } from "./actors.ts";
import { ENDLESS } from "./ending.ts";
import { Graph } from "./graph.ts";
import { type Limits, SLICE } from "./limits.ts";
import { CANCELLED, type Found } from "./options.ts";
import { findRound } from "./rounds.ts";
import type { Sliced } from "./slices.ts";
import { NEW, StateCache } from "./state_cache.ts";
import { StateKey } from "./state_key.ts";
import type { Eventually, System } from "./system.ts";
import { Way } from "./way.ts";

const NOT_EVENTUALLY = "never comes about";

export interface Awaited {
  /** Null: every fair order comes to it, where there is no bound. */
  found: Found | null;
  bound: string | null;
  steps: number;
}

export function* awaiting(
  system: System,
  { what, holds }: Eventually,
  limits: Limits,
  maxSteps = ENDLESS,
): Sliced<Awaited> {
  const way = new Way(system);
  const graph = new Graph();
  const key = new StateKey();
  const known = new StateCache();
  /** -1: it holds. */
  const meet = (from?: number, actor = -1): number => {
    if (holds()) return -1;
    key.read(system);
    const { a, b } = key;
    const at = known.find(a, b);
    if (known.valueAt(at) !== NEW) return known.numberAt(at);
    known.keep(at, a, b, graph.size);
    return from === undefined ? graph.addStart([], system.enabled()) : graph.add(from, actor, system.enabled());
  };
  const said = (choices: number[], how: string): Awaited => {
    return { found: { kind: NOT_EVENTUALLY, message: `${how}: ${what}`, choices }, bound: null, steps: way.steps };
  };
  const stopped = (bound: string): Awaited => ({ found: null, bound, steps: way.steps });

  meet();
  for (let state = 0; state < graph.size; state++) {
    const looks = state % SLICE === 0;
    const hit = limits.hit(
      { executions: 0, cut: 0 },
      looks,
      known.bytesWith(SLICE * system.actors.length) + graph.bytes,
    );
    if (hit !== null) return stopped(hit);
    const told = {
      doing: "explore",
      executions: 0,
      states: graph.size,
      depth: graph.depthOf(state),
      estimate: 0,
    } as const;
    if (looks && (yield told) === false) return stopped(CANCELLED);
    graph.begin(state);
    const choices = graph.wayTo(state);
    const enabled = graph.enabledAt(state);
    if (enabled === 0) return said(choices, "it ends, and this never came about");
    if (choices.length >= maxSteps) return stopped(`${maxSteps} steps`);
    for (let actor = 0; actor < system.actors.length; actor++) {
      if (!includes(enabled, actor)) continue;
      way.lead(choices);
      if (way.step(actor) !== null) continue;
      const to = meet(state, actor);
      if (to >= 0) graph.connect(actor, to);
    }
  }
  const round = findRound(graph);
  if (round === null || round.leftOut !== 0) return { found: null, bound: null, steps: way.steps };
  const first = graph.wayTo(round.state);
  const how = `it can go round for ever, ${first.length + round.choices.length} steps lead back to where ${first.length} led, and this never comes about`;
  return said([...first, ...round.choices], how);
}
