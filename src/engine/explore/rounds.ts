/**
 * Can it go on for ever? In a graph with a finite number of states that takes a round, which comes back to a state. A round is fair when everybody who
 * can take a step anywhere in it takes one: then not even a fair scheduler gets the actors out of it, which is a livelock. In any other, somebody
 * who could go on never does, and it is the scheduler's fault.
 *
 * A fair round exists where states reach each other (Tarjan 1972) and nobody is left out. States in which somebody is left out cannot be part of one, so
 * they are taken away, and what is left falls apart into smaller pieces (Emerson and Lei 1985).
 */
import type { Edge, Graph } from "./graph.ts";
import { must } from "./must.ts";

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
  const marks = new Marks(graph.size);
  let unfair: readonly number[] | null = null;
  const pieces = piecesOf(graph, marks, [...Array(graph.size).keys()]);
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    const { goRound, leftOut } = takingPart(graph, marks.only(piece), piece);
    if (leftOut === 0) return through(graph, marks.only(piece), piece, goRound);
    unfair ??= piece;
    const rest = piece.filter((state) => (graph.enabledAt(state) & leftOut) === 0);
    for (const each of piecesOf(graph, marks, rest)) pieces.push(each);
  }
  return unfair === null ? null : through(graph, marks.only(unfair), unfair, 0);
}

type IsInside = (state: number) => boolean;

/** Notes about states, for as many as there are: in a graph of millions a set of them would take more than the graph. */
class Marks {
  /** In which order they were met, and the first of those that they lead back to. */
  readonly order: Int32Array;
  readonly low: Int32Array;
  private readonly inside: Int32Array;
  private last = 0;

  constructor(states: number) {
    this.order = new Int32Array(states);
    this.low = new Int32Array(states);
    this.inside = new Int32Array(states);
  }

  /** Says of each state whether it is one of these: until it is asked for others. */
  only(states: readonly number[]): IsInside {
    const mark = ++this.last;
    for (const state of states) this.inside[state] = mark;
    return (state) => this.inside[state] === mark;
  }
}

function takingPart(graph: Graph, isInside: IsInside, states: readonly number[]): { goRound: number; leftOut: number } {
  let goRound = 0;
  let could = 0;
  for (const state of states) {
    could |= graph.enabledAt(state);
    for (const { actor, to } of graph.edges(state)) if (isInside(to)) goRound |= 1 << actor;
  }
  return { goRound, leftOut: could & ~goRound };
}

/** A round in a piece that begins at the state that was met first, and in which these actors take a step, and maybe others. */
function through(graph: Graph, isInside: IsInside, piece: readonly number[], actors: number): Round {
  const state = piece.reduce((first, each) => Math.min(first, each));
  const choices: number[] = [];
  const states = new Set<number>();
  let at = state;
  const go = (wanted: (edge: Edge) => boolean) => {
    for (const { actor, to } of route(graph, isInside, at, wanted)) {
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
function route(graph: Graph, isInside: IsInside, from: number, wanted: (edge: Edge) => boolean): Edge[] {
  const came = new Map<number, { before: number; edge: Edge }>();
  const wayTo = (last: { before: number; edge: Edge }): Edge[] => {
    const way = [last.edge];
    for (let at = last.before; at !== from; ) {
      const { before, edge } = must(came.get(at), "way here");
      way.push(edge);
      at = before;
    }
    return way.reverse();
  };
  const queue = [from];
  for (const before of queue) {
    for (const edge of graph.edges(before)) {
      if (!isInside(edge.to)) continue;
      if (wanted(edge)) return wayTo({ before, edge });
      if (edge.to === from || came.has(edge.to)) continue;
      came.set(edge.to, { before, edge });
      queue.push(edge.to);
    }
  }
  throw new Error("states of one piece reach each other");
}

const NOT_MET = -1;
/** In a piece that is known. */
const CLOSED = -2;

/** The largest sets of these states in which each reaches each by at least one step, without leaving them. */
function piecesOf(graph: Graph, marks: Marks, states: readonly number[]): number[][] {
  const isInside = marks.only(states);
  const { order, low } = marks;
  const open: number[] = [];
  const pieces: number[][] = [];
  /** States on the way, and of each the edges that are left. */
  const calls: number[] = [];
  const left: number[] = [];
  let met = 0;
  const lower = (state: number, to: number) => {
    low[state] = Math.min(must(low[state], "lowest number"), to);
  };
  const visit = (state: number) => {
    order[state] = low[state] = met++;
    open.push(state);
    calls.push(state);
    left.push(graph.edgesOf(state).to);
  };
  for (const state of states) order[state] = NOT_MET;
  for (const root of states) {
    if (order[root] !== NOT_MET) continue;
    visit(root);
    while (calls.length > 0) {
      const state = must(calls.at(-1), "last call");
      const edge = must(left.at(-1), "number of edges left") - 1;
      if (edge >= graph.edgesOf(state).from) {
        left[left.length - 1] = edge;
        const { to } = graph.edge(edge);
        if (!isInside(to)) continue;
        if (order[to] === NOT_MET) visit(to);
        else if (order[to] !== CLOSED) lower(state, must(order[to], "number"));
        continue;
      }
      calls.pop();
      left.pop();
      const caller = calls.at(-1);
      if (caller !== undefined) lower(caller, must(low[state], "lowest number"));
      if (low[state] !== order[state]) continue;
      const piece = open.splice(open.lastIndexOf(state));
      for (const each of piece) order[each] = CLOSED;
      const goesRound = piece.length > 1 || graph.edges(state).some(({ to }) => to === state);
      if (goesRound) pieces.push(piece);
    }
  }
  return pieces;
}
