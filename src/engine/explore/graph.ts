/** The states that a walk has met and the steps between them. A state's steps are added one after the other, state by state. */

export interface Edge {
  actor: number;
  to: number;
}

export class Graph {
  /** Per state: who could take a step there. */
  readonly enabled: number[] = [];
  readonly depth: number[] = [];
  /** How it was met first: from where, and whose step it was. */
  private readonly parent: number[] = [];
  private readonly by: number[] = [];
  private readonly begins: number[] = [];
  private readonly actors: number[] = [];
  private readonly targets: number[] = [];
  /** Of the states that no other leads to: how one comes there. */
  private readonly starts = new Map<number, readonly number[]>();

  get size(): number {
    return this.enabled.length;
  }

  add(from: number, actor: number, enabled: number): number {
    this.parent.push(from);
    this.by.push(actor);
    this.depth.push(this.depthOf(from) + 1);
    return this.enabled.push(enabled) - 1;
  }

  /** A state to begin with. `way`: what leads there from the initial one. */
  addStart(way: readonly number[], enabled: number): number {
    this.starts.set(this.size, way);
    this.parent.push(-1);
    this.by.push(-1);
    this.depth.push(way.length);
    return this.enabled.push(enabled) - 1;
  }

  enabledAt(state: number): number {
    return this.enabled[state] as number;
  }
  depthOf(state: number): number {
    return this.depth[state] as number;
  }

  /** The steps that are connected from now on are those of this state. */
  begin(state: number): void {
    while (this.begins.length <= state) this.begins.push(this.targets.length);
  }
  connect(actor: number, to: number): void {
    this.actors.push(actor);
    this.targets.push(to);
  }

  edges(state: number): Edge[] {
    const begin = this.begins[state] ?? this.targets.length;
    const end = this.begins[state + 1] ?? this.targets.length;
    const edges: Edge[] = [];
    for (let at = begin; at < end; at++) {
      edges.push({ actor: this.actors[at] as number, to: this.targets[at] as number });
    }
    return edges;
  }

  /** The way on which it was met first: there is none with fewer steps. */
  wayTo(state: number): number[] {
    const way: number[] = [];
    let at = state;
    for (; (this.parent[at] as number) >= 0; at = this.parent[at] as number) way.push(this.by[at] as number);
    return [...(this.starts.get(at) ?? []), ...way.reverse()];
  }
}
