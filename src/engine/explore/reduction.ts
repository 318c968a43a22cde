/** What lets a search leave orders out: which steps raced, and what is touched after a state that it meets again. */
import type { Execution } from "./execution.ts";
import type { Frame, Frames } from "./frames.ts";
import { Gates } from "./gates.ts";
import { HappensBefore } from "./happens_before.ts";
import { must } from "./must.ts";
import { Races } from "./races.ts";
import type { SharedWords } from "./shared_words.ts";
import { SourceSets } from "./source_sets.ts";
import { ANY_WORD, addAccesses, addSummary, Summaries, type Summary } from "./summaries.ts";
import type { System } from "./system.ts";
import { WakeupTrees } from "./wakeup_trees.ts";

export class Reduction {
  private readonly system: System;
  private readonly frames: Frames;
  private readonly shared: SharedWords;
  /** Without a cache no state is met again. */
  private readonly caching: boolean;
  /** The execution of which whole sequences are planned, for those who sleep. */
  private readonly planned: Execution | null;
  private readonly order: HappensBefore;
  private readonly races: Races;
  private readonly trees: WakeupTrees | null;
  private readonly summaries = new Summaries();
  private readonly gates: Gates;

  constructor(
    system: System,
    frames: Frames,
    shared: SharedWords,
    caching: boolean,
    planned: Execution | null,
    gates = new Gates(system, shared),
  ) {
    this.system = system;
    this.frames = frames;
    this.shared = shared;
    this.caching = caching;
    this.planned = planned;
    this.gates = gates;
    this.order = new HappensBefore(system.actors.length);
    this.trees = planned && new WakeupTrees(frames, this.order, planned, shared);
    this.races = new Races(frames, this.order, gates, this.trees ?? new SourceSets(frames, this.order), system.woken);
  }

  /** From the first state again. Which words gates look at is known by now. */
  anew(): Reduction {
    return new Reduction(this.system, this.frames, this.shared, this.caching, this.planned, this.gates);
  }

  get bytes(): number {
    return this.summaries.bytes;
  }

  /** The actor is about to take a step, with so many before it. */
  approach(actor: number, step: number): void {
    this.gates.approach(actor, step);
  }

  step(actor: number, touched: readonly number[]): void {
    this.races.ofStep(actor, touched);
    this.order.push(actor, touched);
  }

  /** A state that is known: its summary stands in for all that comes after it. */
  again(number: number): Summary {
    const summary = this.summaries.of(number);
    this.races.withSummary(summary);
    return summary;
  }

  /** By which the summary of a state is found again. */
  numberOf({ summary }: Frame): number {
    return this.caching ? this.summaries.numberOf(summary) : 0;
  }

  /** What the waiting actors would look at next races with the steps taken, although they never come to it. */
  withWaiting(step: number): Summary {
    const { system, shared, frames, races } = this;
    const waiting = system.actors.map((_, actor) => {
      const words = system.waitsOn(actor).map((word) => shared.loaded(actor, word));
      return words.filter((word) => word !== 0).map((word) => word * 2);
    });
    frames.reserve(shared.count);
    const summary = new Int32Array(shared.count);
    for (const [actor, loads] of waiting.entries()) {
      this.approach(actor, step);
      races.ofWaiting(actor, loads);
      addAccesses(summary, actor, loads);
    }
    return summary;
  }

  /** An execution that ended early: nobody knows what the others would have touched, so it may have been anything. */
  withTheUnknown(): Summary {
    const summary = new Int32Array(1);
    for (const actor of this.system.actors.keys()) addAccesses(summary, actor, [ANY_WORD * 2 + 1]);
    this.races.withSummary(summary);
    this.trees?.broke();
    return summary;
  }

  /** No step is left that could be taken. `whole`: for those who sleep either. */
  end(whole: boolean): void {
    this.trees?.end(whole);
  }

  /** The step is taken back: what it and everything after it touched joins the summary of the state before. */
  back(actor: number, step: number, after: Summary | undefined): void {
    if (this.caching) {
      const { summary } = this.frames.at(step);
      addAccesses(summary, actor, must(this.order.touched[step], "accesses"));
      if (after) addSummary(summary, after);
    }
    this.trees?.truncate(step);
    this.order.truncate(step);
  }
}
