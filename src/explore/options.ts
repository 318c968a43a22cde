/** What can be asked of the explorer, and what it says. */
import type { Progress } from "./slices.ts";
import type { Choices, Violation } from "./system.ts";

export interface ExploreOptions {
  /** `none`: every order and every state; for tests of the reduction, and small systems. */
  reduction?: "none" | "dpor";
  /** Switches away from an actor that could have gone on. With this bound nothing is reduced, and states are cached. */
  maxPreemptions?: number;
  /** What stops the same thing from being explored twice. */
  cut?: "none" | "sleep" | "cache";
  /** Steps of one execution; a longer one is left there, which is a bound. Without it one of 2000 steps is a violation: no progress. */
  maxSteps?: number;
  /** Milliseconds. Asked of `now`, so that this file needs no clock of its own. */
  maxTime?: number;
  maxExecutions?: number;
  now?: () => number;
  /** Called now and then; false cancels. */
  onProgress?: (progress: Progress) => boolean;
  /** Go on after a violation, to find all kinds. */
  findAll?: boolean;
  /** For tests: forget a word that steps touched, so that races on it are missed. */
  ignore?: (word: number) => boolean;
}

export interface Found extends Violation {
  choices: Choices;
}

export interface Exploration {
  /** Null: every interleaving was covered. Otherwise the bound that was hit. */
  bound: string | null;
  /** One of each kind. */
  violations: Found[];
  /** End states without a violation: how often each was met, and an order that leads there. */
  outcomes: Map<string, { count: number; choices: Choices }>;
  /** Executions that came to their end, and those cut off because the rest was known. */
  executions: number;
  cut: number;
  states: number;
  /** Steps taken, those included that had to be taken again. */
  steps: number;
}

export function emptyExploration(): Exploration {
  return { bound: null, violations: [], outcomes: new Map(), executions: 0, cut: 0, states: 0, steps: 0 };
}
