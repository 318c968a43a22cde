/**
 * Which states are the same: the same memory, and every actor has learnt the same, in the same order, since its chapter began. An actor
 * is determined by what it has learnt, so two such states have the same future. 64 bits; at a million states the chance that any
 * two different ones share a key is below one in ten million.
 */
import type { System } from "./system.ts";

export class History {
  private readonly actors: number;
  /** `[depth * actors + actor]`: hash of what the actor has learnt in the first `depth` steps; two lanes. */
  private laneA = new Int32Array(1024);
  private laneB = new Int32Array(1024);
  private readonly chapters: number[];

  constructor(actors: number) {
    this.actors = actors;
    this.chapters = new Array(actors).fill(0);
  }

  /** Takes over the state at `depth` and adds the step that the system has just taken. */
  push(depth: number, actor: number, system: System): void {
    const { actors } = this;
    if ((depth + 2) * actors > this.laneA.length) this.grow();
    this.laneA.copyWithin((depth + 1) * actors, depth * actors, (depth + 1) * actors);
    this.laneB.copyWithin((depth + 1) * actors, depth * actors, (depth + 1) * actors);
    const at = (depth + 1) * actors + actor;
    const chapter = system.chapter(actor);
    const isNew = this.chapters[depth * actors + actor] !== chapter;
    this.chapters.length = (depth + 1) * actors;
    for (let each = 0; each < actors; each++) this.chapters.push(this.chapters[depth * actors + each] as number);
    this.chapters[at] = chapter;
    let a = chapter;
    let b = chapter ^ 0x5bd1e995;
    if (!isNew) {
      a = mix((this.laneA[at] as number) ^ system.learntA) + 1;
      b = mix((this.laneB[at] as number) + system.learntB) + 3;
    }
    this.laneA[at] = a;
    this.laneB[at] = b;
  }

  /** Of the state after `depth` steps; `check` holds the bits that do not fit. `more`: what else tells two states apart. */
  key(depth: number, { hashA, hashB }: System, more = 0): { key: number; check: number } {
    let a = hashA ^ more;
    let b = hashB + more;
    for (let actor = 0; actor < this.actors; actor++) {
      const at = depth * this.actors + actor;
      a = mix(a ^ (this.laneA[at] as number));
      b = mix(b + (this.laneB[at] as number) + actor);
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

/** Every bit of the argument changes about half of the bits of the result (the finaliser of MurmurHash3). */
export function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
