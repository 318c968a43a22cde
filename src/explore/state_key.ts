/**
 * Which states are the same: the same memory, and every actor has loaded the same values in the same order since its beginning. An
 * actor is determined by what it has loaded, so two such states have the same future. 64 bits; at a million states the chance that any
 * two different ones share a key is below one in ten million.
 */
import type { System } from "./system.ts";

export class History {
  private readonly actors: number;
  /** `[depth * actors + actor]`: hash of what the actor has loaded in the first `depth` steps; two lanes. */
  private laneA = new Int32Array(1024);
  private laneB = new Int32Array(1024);

  constructor(actors: number) {
    this.actors = actors;
  }

  /** Takes over the state at `depth` and adds the step that the system has just taken. */
  push(depth: number, actor: number, { footprint, values, touched }: System): void {
    const { actors } = this;
    if ((depth + 2) * actors > this.laneA.length) this.grow();
    this.laneA.copyWithin((depth + 1) * actors, depth * actors, (depth + 1) * actors);
    this.laneB.copyWithin((depth + 1) * actors, depth * actors, (depth + 1) * actors);
    const at = (depth + 1) * actors + actor;
    let a = Math.imul((this.laneA[at] as number) ^ 0x9e3779b1, 0x85ebca6b);
    let b = Math.imul((this.laneB[at] as number) + 0x7f4a7c15, 0xc2b2ae35);
    for (let index = 0; index < touched; index++) {
      if (((footprint[index] as number) & 1) === 1) continue;
      const value = values[index] as number;
      a = Math.imul(a ^ value ^ (a >>> 15), 0x2c1b3c6d);
      b = Math.imul((b + value) ^ (b >>> 13), 0x297a2d39);
    }
    this.laneA[at] = a;
    this.laneB[at] = b;
  }

  /** Of the state after `depth` steps; `check` holds the bits that do not fit. */
  key(depth: number, { hashA, hashB }: System): { key: number; check: number } {
    let a = hashA;
    let b = hashB;
    for (let actor = 0; actor < this.actors; actor++) {
      const at = depth * this.actors + actor;
      a = Math.imul(a, 31) ^ (this.laneA[at] as number);
      b = Math.imul(b, 37) ^ (this.laneB[at] as number);
    }
    return { key: (a >>> 0) * 0x200000 + (b & 0x1fffff), check: b };
  }

  private grow(): void {
    const longer = (array: Int32Array<ArrayBuffer>) => {
      const copy = new Int32Array(array.length * 2);
      copy.set(array);
      return copy;
    };
    this.laneA = longer(this.laneA);
    this.laneB = longer(this.laneB);
  }
}
