/** What can be asked of the explorer, and what it says. */
import type { Progress } from "./slices.ts";
import type { Choices, Violation } from "./system.ts";

export interface ExploreOptions {
  /** `none`: every order and every state; for tests of the reduction, and small systems. */
  reduction?: "none" | "dpor";
  /**
   * Switches away from an actor that could have gone on. With this bound nothing is reduced. States are cached for `cut: "sleep"` too: the order
   * that a sleep set keeps of several may be the one with too many switches.
   */
  maxPreemptions?: number;
  /** What stops the same thing from being explored twice. */
  cut?: "none" | "sleep" | "cache";
  /** Steps of one execution; a longer one is left there, which is a bound. Without it the bound is 2000 steps, and one that does not end from there when all take turns is a violation: no progress. */
  maxSteps?: number;
  /** Milliseconds. Asked of `now`, so that this file needs no clock of its own. */
  maxTime?: number;
  maxExecutions?: number;
  /** Bytes that it takes to keep what is known of states, at the most: at any moment of the search, without what the system keeps of them, and without what looking for rounds and for a shorter way takes. */
  maxMemory?: number;
  now?: () => number;
  /** Called now and then; false cancels. */
  onProgress?: (progress: Progress) => boolean;
  /** Go on after a violation, to find all kinds. */
  findAll?: boolean;
  /** Equal actors begin in their order, and what else they could do is known from that. What is found is the same. */
  symmetry?: boolean;
  /** Random schedules beside the search, which come upon most mistakes sooner. On unless it is said otherwise, and needless with `findAll`. */
  scouts?: boolean;
  /** Hold the system to what system.ts asks of it, before anything else: slow, for a system that is new. Throws where it does not keep to it. */
  checkSystem?: boolean;
  /** For tests: forget a word that steps touched, so that races on it are missed. */
  ignore?: (word: number) => boolean;
}

export interface Found extends Violation {
  choices: Choices;
}

export interface Exploration {
  /** Null: every interleaving was covered. Otherwise why not: a bound that was hit, or the first violation. */
  bound: string | null;
  /** One of each kind. */
  violations: Found[];
  /** An execution that goes on for ever only because an actor that could take a step never gets to: no violation, for no scheduler does that. */
  unfair: Found | null;
  /** End states without a violation: how often each was met, and an order that leads there. */
  outcomes: Map<string, { count: number; choices: Choices }>;
  /** Random schedules that were run, beside the search or instead of it. */
  random: number;
  /** Where a limit was hit, orders that were all tried nevertheless: those with at most so many preemptions. Null: not even those without any. */
  preemptions: number | null;
  /** Executions that came to their end, and those cut off because the rest was known. */
  executions: number;
  cut: number;
  states: number;
  /** Where a limit stopped a search: how many states there are, as an estimate. It may be some times too low or too high. Null: nobody knows, or all of them were met. */
  estimatedStates: number | null;
  /** Steps taken, those included that had to be taken again; not those of plans that were only tried. */
  steps: number;
}

/** The bounds of an exploration that stopped there. */
export const FIRST_VIOLATION = "the first violation";
export const CANCELLED = "cancelled";

export function emptyExploration(): Exploration {
  const counts = { random: 0, preemptions: null, executions: 0, cut: 0, states: 0, estimatedStates: null, steps: 0 };
  return { bound: null, violations: [], unfair: null, outcomes: new Map(), ...counts };
}
