/**
 * Can it go on for ever? In a graph with a finite number of states that takes a round, which comes back to a state. A round is fair when everybody who
 * can take a step anywhere in it takes one: then not even a fair scheduler gets the actors out of it, which is a livelock. In any other, somebody
 * who could go on never does, and it is the scheduler's fault.
 *
 * A fair round exists where states reach each other (Tarjan 1972) and nobody is left out. States in which somebody is left out cannot be part of one, so
 * they are taken away, and what is left falls apart into smaller pieces (Emerson and Lei 1985).
 */
import type { Edge, Graph } from "./graph.ts";

export interface Round {
  /** Where it begins and ends, and whose steps it takes. */
  state: number;
  choices: number[];
  /** Who takes steps in it, and who could and does not. */
  goRound: number;
  leftOut: number;
}

/** A fair round if there is one, or else any; null: everything ends. */
export function findRound(graph: Graph): Round | null {
  let unfair: readonly number[] | null = null;
  const pieces = piecesOf(graph, [...graph.enabled.keys()]);
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    const { goRound, leftOut } = takingPart(graph, piece);
    if (leftOut === 0) return through(graph, piece, goRound);
    unfair ??= piece;
    const rest = piece.filter((state) => (graph.enabledAt(state) & leftOut) === 0);
    for (const each of piecesOf(graph, rest)) pieces.push(each);
  }
  return unfair === null ? null : through(graph, unfair, 0);
}

function takingPart(graph: Graph, states: readonly number[]): { goRound: number; leftOut: number } {
  const inside = new Set(states);
  let goRound = 0;
  let could = 0;
  for (const state of states) {
    could |= graph.enabledAt(state);
    for (const { actor, to } of graph.edges(state)) if (inside.has(to)) goRound |= 1 << actor;
  }
  return { goRound, leftOut: could & ~goRound };
}

/** A round in a piece that begins at the state that was met first, and in which these actors take a step, and maybe others. */
function through(graph: Graph, piece: readonly number[], actors: number): Round {
  const inside = new Set(piece);
  const state = piece.reduce((first, each) => Math.min(first, each));
  const choices: number[] = [];
  const states = new Set<number>();
  let at = state;
  const go = (wanted: (edge: Edge) => boolean) => {
    for (const { actor, to } of route(graph, inside, at, wanted)) {
      choices.push(actor);
      at = to;
      states.add(to);
    }
  };
  const missing = () => choices.reduce((left, actor) => left & ~(1 << actor), actors);
  while (missing() !== 0) go(({ actor }) => (missing() & (1 << actor)) !== 0);
  if (choices.length === 0 || at !== state) go(({ to }) => to === state);
  const goRound = choices.reduce((all, actor) => all | (1 << actor), 0);
  const could = [...states].reduce((all, each) => all | graph.enabledAt(each), 0);
  return { state, choices, goRound, leftOut: could & ~goRound };
}

/** A shortest way inside that ends with a step that is wanted. */
function route(graph: Graph, inside: ReadonlySet<number>, from: number, wanted: (edge: Edge) => boolean): Edge[] {
  const came = new Map<number, { before: number; edge: Edge }>();
  const wayTo = (last: { before: number; edge: Edge }): Edge[] => {
    const way = [last.edge];
    for (let at = last.before; at !== from; ) {
      const { before, edge } = came.get(at) as { before: number; edge: Edge };
      way.push(edge);
      at = before;
    }
    return way.reverse();
  };
  const queue = [from];
  for (const before of queue) {
    for (const edge of graph.edges(before)) {
      if (!inside.has(edge.to)) continue;
      if (wanted(edge)) return wayTo({ before, edge });
      if (edge.to === from || came.has(edge.to)) continue;
      came.set(edge.to, { before, edge });
      queue.push(edge.to);
    }
  }
  throw new Error("states of one piece reach each other");
}

/** The largest sets of these states in which each reaches each by at least one step, without leaving them. */
function piecesOf(graph: Graph, states: readonly number[]): number[][] {
  const inside = new Set(states);
  const order = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const pieces: number[][] = [];
  const lower = (state: number, to: number) => low.set(state, Math.min(low.get(state) as number, to));
  for (const root of states) {
    if (order.has(root)) continue;
    const calls: { state: number; edges: Edge[] }[] = [];
    const visit = (state: number) => {
      low.set(state, order.size);
      order.set(state, order.size);
      open.push(state);
      isOpen.add(state);
      calls.push({ state, edges: graph.edges(state).filter(({ to }) => inside.has(to)) });
    };
    visit(root);
    for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) {
      const { state, edges } = call;
      const edge = edges.pop();
      if (edge !== undefined) {
        if (!order.has(edge.to)) visit(edge.to);
        else if (isOpen.has(edge.to)) lower(state, order.get(edge.to) as number);
        continue;
      }
      calls.pop();
      const caller = calls.at(-1);
      if (caller !== undefined) lower(caller.state, low.get(state) as number);
      if (low.get(state) !== order.get(state)) continue;
      const piece = open.splice(open.lastIndexOf(state));
      for (const each of piece) isOpen.delete(each);
      const goesRound = piece.length > 1 || graph.edges(state).some(({ to }) => to === state);
      if (goesRound) pieces.push(piece);
    }
  }
  return pieces;
}
