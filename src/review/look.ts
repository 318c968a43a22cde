/** What one side, the models before or after the change, says to one question. All of it is plain data, so that it can be kept and sent. */

import type { Scenario } from "../engine/scenario/scenario.ts";
import type { GuardEntry } from "../knowledge/guards/register.ts";
import type { Pattern, Recording, Unmodelled } from "../knowledge/kernels/schema.ts";

/** One question, the same to both sides. `kernel`: "flags@6.17". */
export type Question =
  | { ask: "run"; scenario: Scenario; kernel: string }
  | { ask: "orders"; scenario: Scenario; kernel: string }
  | { ask: "races"; scenario: Scenario; kernel: string }
  /** As orders, of copies in which another CPU may run between any two statements of what is touched. */
  | { ask: "fine"; scenario: Scenario; kernel: string }
  | { ask: "guard"; scenario: Scenario; kernel: string; entry: GuardEntry }
  | {
      ask: "recording";
      scenario: Scenario;
      kernel: string;
      pattern: Pattern;
      recorded: Recording;
      unmodelled: Unmodelled[];
    };

/** Of every question but its answer. Two with the same name are one. */
export function nameOf(question: Question): string {
  const { ask, scenario, kernel } = question;
  if (ask === "guard") return `${ask} ${question.entry.guard} ${kernel}`;
  if (ask === "recording") return `${ask} ${question.pattern.id} ${kernel}`;
  return `${ask} ${scenario.id} ${kernel}`;
}

export type Look = RunLook | OrdersLook | RacesLook | GuardLook | RecordingLook | FailedLook;

/** The scenario's own order. Beside `steps`, the others have an entry for each step. */
export interface RunLook {
  of: "run";
  /** A word of the verdicts; "ok". */
  verdict: string;
  message: string;
  /** The end, as a user of the API sees it, and as all of it, in short. */
  end: string;
  all: string;
  choices: number[];
  steps: string[];
  /** The innermost kernel function when the step starts. */
  inside: string[];
  /** Words that changed and what they hold; all places that were stored to; and in their order. All in short. */
  words: string[];
  links: string[];
  stores: string[];
  calls: string[];
}

/** All orders, and again without the rules that are broken, as long as any is. */
export interface OrdersLook {
  of: "orders";
  rounds: Round[];
  can: { what: string; found: boolean }[];
}

export interface Round {
  /** Rules that were left out. */
  leaveOut: string[];
  wrong: Wrong[];
  ends: End[];
  /** What kept it from trying all orders. */
  bound: string | null;
  executions: number;
}

export interface Wrong {
  /** "invariant I-16", "null-dereference". */
  kind: string;
  message: string;
  choices: number[];
  /** Whose step it was, in which kernel function. */
  actor: string;
  inside: string;
}

export interface End {
  /** As a user of the API sees it, as JSON. */
  end: string;
  choices: number[];
  /** Where the scenario says otherwise: what. */
  against: string;
}

/** What no lock keeps apart, and steps that are more than one access. By what functions with other names have in common: words and steps. */
export interface RacesLook {
  of: "races";
  races: Meeting[];
  lockless: Meeting[];
  steps: Meeting[];
  /** The locks that are held at every store to a word, in the orders that were tried. */
  locks: { word: string; held: string[] }[];
  bound: string | null;
}

export interface Meeting {
  key: string;
  /** The word, or the step. */
  about: string;
  /** Those that are met, or that the step accesses where it could be cut. */
  words: string[];
  told: string;
  choices: number[];
}

export interface GuardLook {
  of: "guard";
  /** Without the guard, and with it. */
  verdict: string;
  intact: string;
}

export interface RecordingLook {
  of: "recording";
  difference: string | null;
}

/** It could not even be asked: the set-up crashes, the code throws. `hangs`: it never came back, and touched no memory meanwhile. */
interface FailedLook {
  of: "failed";
  message: string;
  hangs?: true;
}
