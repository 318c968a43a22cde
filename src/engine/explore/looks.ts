/**
 * An actor that must wait takes no step. Still it looks: which words its condition loads decides what can let it go on, and had another step come first, it
 * might not have had to wait. So its looks race with the steps of others, wherever it begins to wait and whenever somebody stores to what it looks at. But
 * nobody chooses when they come, and they order nothing: n actors that take a lock in turn have n! orders, and not (n!)².
 *
 * Without them orders are lost: an actor that waits for x or y goes on after a store to x, having loaded x alone, and nothing else would show that a store
 * to y might have come before.
 */
import { includes } from "./actors.ts";
import { conflict, type Races } from "./races.ts";
import type { SharedWords } from "./shared_words.ts";
import { addAccesses, type Summary } from "./summaries.ts";
import type { System } from "./system.ts";

export interface Look {
  readonly actor: number;
  readonly loads: readonly number[];
  /** Of the state in which it is made: its distance from the start. */
  readonly depth: number;
}

/** The state that is looked at, and the step that led there. */
interface Arrival {
  depth: number;
  enabled: number;
  /** Who could take a step before it. */
  before: number;
  /** -1: none. */
  actor: number;
  touched: readonly number[];
}

export class Looks {
  /** Of the execution, in order. */
  private readonly all: Look[] = [];
  private readonly system: System;
  private readonly shared: SharedWords;
  private readonly races: Races;

  constructor(system: System, shared: SharedWords, races: Races) {
    this.system = system;
    this.shared = shared;
    this.races = races;
  }

  /** Whoever must wait from now on, or looks once more. */
  arrive({ depth, enabled, before, actor, touched }: Arrival): void {
    const { system, shared, races } = this;
    const everybody = (1 << system.actors.length) - 1;
    if (enabled === everybody) return;
    const waiting = everybody & ~enabled & ~system.finished();
    for (let each = 0; each < system.actors.length; each++) {
      if (!includes(waiting, each)) continue;
      const loads = shared.loadsOf(each, system.waitsOn(each));
      const begins = each === actor || includes(before, each);
      if (!begins && !conflict(loads, touched)) continue;
      // Its own step was the look.
      if (each === actor && loads.every((load) => touched.some((access) => access >> 1 === load >> 1))) continue;
      races.ofStep(each, loads);
      this.all.push({ actor: each, loads, depth });
    }
  }

  /** The last step taken, by `actor`, might have come before each look that it would have changed. */
  meet(actor: number, touched: readonly number[]): void {
    for (const look of this.all) {
      if (look.actor !== actor && conflict(look.loads, touched)) this.races.withLook(look);
    }
  }

  /** The same for steps that were cut off. */
  meetSummary(summary: Summary): void {
    for (const look of this.all) this.races.withLookAndSummary(look, summary);
  }

  /** Forgets those in states farther than this, and notes what they looked at. */
  back(depth: number, summary: Summary | null): void {
    for (let last = this.all.at(-1); last !== undefined && last.depth > depth; last = this.all.at(-1)) {
      if (summary) addAccesses(summary, last.actor, last.loads);
      this.all.pop();
    }
  }
}
