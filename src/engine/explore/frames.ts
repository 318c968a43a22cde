/** The states on the way from the initial one to where the search is. Their objects are used again and again: there are millions of states. */
import { count } from "./actors.ts";
import { must } from "./must.ts";
import { type Summary, widened } from "./summaries.ts";
import type { Wakeup } from "./wakeups.ts";

export interface Frame {
  enabled: number;
  /** Actors to try from here, and those tried. */
  backtrack: number;
  done: number;
  /** What is planned from here, where sequences are. */
  wakeups: Wakeup[];
  /** Actors that need not be tried, with the accesses of the step that each would take. */
  sleep: Sleep;
  /** Of them, those tried for want of a plan, and those who slept then, whom the plan would have woken: they stand in for no other plan. */
  unsure: number;
  /** Switches so far that nobody was forced to make. */
  preemptions: number;
  /** Everything touched after this state. Only with the cache. */
  summary: Summary;
  /** The key of the state, and where the cache has it. */
  a: number;
  b: number;
  slot: number;
}

export type Sleep = Map<number, readonly number[]>;

export class Frames {
  length = 0;
  private readonly all: Frame[] = [];
  private words = 64;

  at(depth: number): Frame {
    return must(this.all[depth], "frame");
  }
  get top(): Frame {
    return must(this.all[this.length - 1], "frame");
  }

  push(): Frame {
    if (this.length === this.all.length) this.all.push(this.fresh());
    const frame = must(this.all[this.length++], "frame");
    frame.done = 0;
    frame.summary.fill(0);
    return frame;
  }
  /** The frame stays valid until the next `push`. */
  pop(): Frame {
    return must(this.all[--this.length], "frame");
  }
  clear(): void {
    this.length = 0;
  }

  /** Makes room in all summaries. */
  reserve(words: number): void {
    if (words <= this.words) return;
    this.words = words * 2;
    for (const frame of this.all) frame.summary = widened(frame.summary, this.words);
  }

  /** How much is done, as a guess: each choice near the root counts for its share of the whole. */
  share(): number {
    let share = 1;
    let done = 0;
    for (const { backtrack, enabled, done: tried } of this.all.slice(0, Math.min(this.length, 12))) {
      const total = count(backtrack & enabled) || 1;
      done += (share * Math.max(0, count(tried) - 1)) / total;
      share /= total;
    }
    return done;
  }

  private fresh(): Frame {
    const summary = new Int32Array(this.words);
    const sets = { unsure: 0, enabled: 0, backtrack: 0, done: 0, wakeups: [], sleep: new Map() };
    return { ...sets, preemptions: 0, summary, a: 0, b: 0, slot: 0 };
  }
}
