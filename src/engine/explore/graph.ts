/** The states that a walk has met and the steps between them. A state's steps are added one after the other, state by state. */
import { MAX_ACTORS } from "./actors.ts";
import { Column } from "./column.ts";

export interface Edge {
  actor: number;
  to: number;
}

/** In place of the step that leads to a state. */
const START = -1;

export class Graph {
  /** Per state: who could take a step there, how far it is, where its steps begin, and how it was met first: from where, and whose step it was. */
  private readonly enabled = new Column();
  private readonly depth = new Column();
  private readonly begins = new Column();
  private readonly met = new Column();
  /** Whose step, and where to. */
  private readonly steps = new Column();
  /** Of the states that no other leads to: how one comes there. */
  private readonly starts = new Map<number, readonly number[]>();

  get size(): number {
    return this.enabled.length;
  }
  get bytes(): number {
    const { enabled, depth, begins, met, steps } = this;
    return [enabled, depth, begins, met, steps].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  add(from: number, actor: number, enabled: number): number {
    this.met.push(packed({ actor, to: from }));
    this.depth.push(this.depthOf(from) + 1);
    this.enabled.push(enabled);
    return this.size - 1;
  }

  /** A state to begin with. `way`: what leads there from the initial one. */
  addStart(way: readonly number[], enabled: number): number {
    this.starts.set(this.size, way);
    this.met.push(START);
    this.depth.push(way.length);
    this.enabled.push(enabled);
    return this.size - 1;
  }

  enabledAt(state: number): number {
    return this.enabled.at(state);
  }
  depthOf(state: number): number {
    return this.depth.at(state);
  }

  /** The steps that are connected from now on are those of this state. */
  begin(state: number): void {
    while (this.begins.length <= state) this.begins.push(this.steps.length);
  }
  connect(actor: number, to: number): void {
    this.steps.push(packed({ actor, to }));
  }

  /** Of a state that was begun; its steps are `edge(from)` up to `edge(to - 1)`. */
  edgesOf(state: number): { from: number; to: number } {
    const { begins, steps } = this;
    const place = (at: number) => (at < begins.length ? begins.at(at) : steps.length);
    return { from: place(state), to: place(state + 1) };
  }
  edge(at: number): Edge {
    const step = this.steps.at(at);
    return { actor: step % MAX_ACTORS, to: Math.floor(step / MAX_ACTORS) };
  }
  edges(state: number): Edge[] {
    const { from, to } = this.edgesOf(state);
    return Array.from({ length: to - from }, (_, at) => this.edge(from + at));
  }

  /** The way on which it was met first: there is none with fewer steps. */
  wayTo(state: number): number[] {
    const way: number[] = [];
    let at = state;
    for (let met = this.met.at(at); met !== START; met = this.met.at(at)) {
      way.push(met % MAX_ACTORS);
      at = Math.floor(met / MAX_ACTORS);
    }
    return [...(this.starts.get(at) ?? []), ...way.reverse()];
  }
}

/** Both in one number: there is no room for more states than 2^27 anyway. */
function packed({ actor, to }: Edge): number {
  return to * MAX_ACTORS + actor;
}
