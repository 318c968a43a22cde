/**
 * Which states are the same: the same memory, and every actor has learnt the same, in the same order, since its chapter began. An actor
 * is determined by what it has learnt, so two such states have the same future. 64 bits; at a million states the chance that any
 * two different ones share a key is below one in ten million.
 */
import type { System } from "./system.ts";

export class History {
  /** The key that `key` found last. */
  keyA = 0;
  keyB = 0;
  private readonly actors: number;
  /** `[depth * actors + actor]`: hash of what the actor has learnt in the first `depth` steps; two lanes, and the chapter that it is in. */
  private laneA = new Int32Array(1024);
  private laneB = new Int32Array(1024);
  private chapters = new Int32Array(1024);

  constructor(actors: number) {
    this.actors = actors;
  }

  /** Takes over the state at `depth` and adds the step that the system has just taken. */
  push(depth: number, actor: number, system: System): void {
    const { actors } = this;
    if ((depth + 2) * actors > this.laneA.length) this.grow();
    const { laneA, laneB, chapters } = this;
    const from = depth * actors;
    for (let at = from; at < from + actors; at++) {
      laneA[at + actors] = laneA[at] as number;
      laneB[at + actors] = laneB[at] as number;
      chapters[at + actors] = chapters[at] as number;
    }
    const at = from + actors + actor;
    const chapter = system.chapter(actor);
    if (chapters[at] !== chapter) {
      chapters[at] = chapter;
      laneA[at] = chapter;
      laneB[at] = chapter ^ 0x5bd1e995;
      return;
    }
    laneA[at] = mix((laneA[at] as number) ^ system.learntA) + 1;
    laneB[at] = mix((laneB[at] as number) + system.learntB) + 3;
  }

  /** Of the state after `depth` steps. `more`: what else tells two states apart. */
  key(depth: number, { hashA, hashB }: System, more = 0): void {
    let a = hashA ^ more;
    let b = hashB + more;
    for (let actor = 0; actor < this.actors; actor++) {
      const at = depth * this.actors + actor;
      a = mix(a ^ (this.laneA[at] as number));
      b = mix(b + (this.laneB[at] as number) + actor);
    }
    this.keyA = a;
    this.keyB = b;
  }

  private grow(): void {
    this.laneA = longer(this.laneA);
    this.laneB = longer(this.laneB);
    this.chapters = longer(this.chapters);
  }
}

function longer(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(array.length * 2);
  copy.set(array);
  return copy;
}

/** Every bit of the argument changes about half of the bits of the result (the finaliser of MurmurHash3). */
export function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
