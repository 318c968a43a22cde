/**
 * Where an actor stands, without the memory: all that the rest of it can depend on. From each such place a tree of questions leads on: look at
 * this word; if it holds that, look at this one; … then the step does so and so. It is learnt by running the step once.
 */
import type { Addr, Memory } from "../../../../models/machine/memory.ts";
import type { Pause } from "../../../../models/machine/step.ts";
import { must } from "../../must.ts";
import type { Prepared } from "../../run/prepare.ts";
import type { Chapter } from "./chapter.ts";
import type { Names } from "./names.ts";
import type { Effect, LearnedStep } from "./step.ts";

/** How an actor came to a place, once: the place before, the names then, and what the step did. */
export interface Came {
  from: Local;
  names: Names;
  effect: Effect;
}

export class Local {
  readonly actor: number;
  readonly id: number;
  readonly next: Pause | null;
  readonly chapter: Chapter;
  /** Null: the start. */
  readonly came: Came | null;
  /** By names: the next step. */
  readonly trees = new Map<Names, Question>();
  /** Generators of which this actor's stands here. */
  standing: Prepared | null = null;

  constructor(actor: number, id: number, next: Pause | null, chapter: Chapter, came: Came | null) {
    this.actor = actor;
    this.id = id;
    this.next = next;
    this.chapter = chapter;
    this.came = came;
  }

  /** The step that the actor takes in this memory, if it was taken before. */
  known(names: Names, memory: Memory): LearnedStep | null {
    let at = this.trees.get(names);
    while (at !== undefined && at.step === null) at = at.next[at.values.indexOf(memory.peek(at.addr))];
    if (at === undefined) return null;
    const step = must(at.step, "step that was learnt");
    for (const addr of step.alive) if (memory.isLive(addr & ~1) !== ((addr & 1) === 0)) return null;
    return step;
  }

  learn(names: Names, step: LearnedStep): void {
    const { loads } = step;
    let at = this.trees.get(names);
    if (at === undefined) this.trees.set(names, grown(step, 0));
    for (let index = 0; at !== undefined && at.step === null; index += 2) {
      if (at.addr !== loads[index]) throw new Error("a step depends on more than the words that it loads");
      const value = must(loads[index + 1], "load");
      const branch = at.values.indexOf(value);
      if (branch < 0) {
        at.values.push(value);
        at.next.push(grown(step, index + 2));
        return;
      }
      at = at.next[branch];
    }
  }
}

/** Either a word to look at, or the step itself. */
interface Question {
  readonly addr: Addr;
  readonly values: number[];
  readonly next: Question[];
  readonly step: LearnedStep | null;
}

/** From its end: a step of a large machine loads more words than calls can be nested. */
function grown(step: LearnedStep, index: number): Question {
  const { loads } = step;
  let at: Question = { addr: 0, values: [], next: [], step };
  for (let load = loads.length - 2; load >= index; load -= 2) {
    at = { addr: must(loads[load], "load"), values: [must(loads[load + 1], "load")], next: [at], step: null };
  }
  return at;
}
