/** Random schedules, one after the other: the same seed, the same schedules. */
import { count, includes, lowest } from "./actors.ts";
import { ENDLESS, endOf } from "./ending.ts";
import { withChoices } from "./found.ts";
import { allowed, preempts } from "./preemptions.ts";
import type { Choices, System, Violation } from "./system.ts";

interface Bounds {
  maxSteps?: number | undefined;
  maxPreemptions?: number | undefined;
  /** In every second run an actor that can go on mostly does: what one switch in the right place shows comes sooner. */
  stays?: boolean;
  /** Told of every step that is taken. */
  taken?(actor: number): void;
}

/** Times of ten. */
const STAYS = 7;

export interface Run {
  choices: Choices;
  violation: Violation | null;
  /** False: it was left where it had taken all the steps that it may, or where the time was over. */
  ended: boolean;
}

export class Schedules {
  private readonly system: System;
  private readonly bounds: Bounds;
  private readonly next: () => number;
  private runs = 0;

  constructor(system: System, seed: number, bounds: Bounds = {}) {
    this.system = system;
    this.bounds = bounds;
    this.next = xorshift(seed);
  }

  /** From the initial state. The system stays where it ends. */
  run(isOver: () => boolean): Run {
    const choices: Choices = [];
    this.runs++;
    try {
      return { choices, ...this.take(choices, isOver) };
    } catch (error) {
      throw withChoices(error, choices);
    }
  }

  private take(choices: Choices, isOver: () => boolean): Omit<Run, "choices"> {
    const { system, bounds } = this;
    const { maxSteps = ENDLESS, maxPreemptions } = bounds;
    system.reset();
    const wrong = system.checkStart?.() ?? null;
    if (wrong !== null) return { violation: wrong, ended: true };
    let preemptions = 0;
    for (let enabled = system.enabled(); enabled !== 0; enabled = system.enabled()) {
      if (choices.length === maxSteps || isOver()) return { violation: null, ended: false };
      const last = choices.at(-1);
      const actor = this.chosen(allowed(enabled, preemptions, last, maxPreemptions), last);
      if (preempts(actor, enabled, last)) preemptions++;
      choices.push(actor);
      const violation = system.step(actor);
      bounds.taken?.(actor);
      if (violation !== null) return { violation, ended: true };
    }
    return { violation: endOf(system), ended: true };
  }

  private chosen(able: number, last: number | undefined): number {
    const stays = this.bounds.stays && this.runs % 2 === 0 && last !== undefined && includes(able, last);
    return stays && this.next() % 10 < STAYS ? last : this.oneOf(able);
  }

  private oneOf(set: number): number {
    let rest = set;
    for (let skip = this.next() % count(set); skip > 0; skip--) rest &= rest - 1;
    return lowest(rest);
  }
}

/** Marsaglia's xorshift32; a seed of 0 would stay 0. */
function xorshift(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
