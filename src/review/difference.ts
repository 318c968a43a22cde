/** The differences that there can be between two sides, worst first. */
import { keysOf } from "../../models/keys.ts";
export const KINDS = {
  fault: "lets the kernel crash, hang or leak where it did not",
  rule: "breaks a rule that held",
  failed: "cannot be judged any more: the code itself fails",
  end: "changes what a user of the API sees",
  race: "lets two accesses meet that did not",
  atomic: "makes a step of more than one access",
  locks: "holds other locks where it stores",
  types: "does not pass the type checker",
  recording: "disagrees with what a real kernel did",
  guard: "changes what a guard is good for",
  gone: "takes away something that went wrong",
  steps: "takes other steps",
  words: "changes other words on the way to the same end",
  stores: "changes only the order of stores",
  calls: "changes only calls",
} as const;

export type Kind = keyof typeof KINDS;
export const RANKS = keysOf(KINDS);

/** One difference in the answers to one question. */
export interface Difference {
  kind: Kind;
  /** What it has in common with others of the same cause: a sentence without names of scenarios and pages. */
  cause: string;
  /** What was said here. */
  message: string;
  /** "orders isolate-races-deflate flags@6.17"; of the type checker: a place. */
  question: string;
  scenario: string | null;
  kernel: string | null;
  /** How to come to it; null where there is no such order. */
  way: Way | null;
  /** Of accesses that meet: of which words, and the locks that kept them apart. */
  access?: { words: string[]; lost: string[] };
  /** Of a rule: what else goes wrong where it is not asked, and in how many orders that was looked for. */
  damage?: { kinds: string[]; executions: number; bound: string | null };
}

/** An order that shows it. */
export interface Way {
  choices: number[];
  /** What it comes to; neither: it is shown as it is. */
  kind?: string;
  end?: string;
  leaveOut: string[];
  /** Its steps are those of a copy in which another CPU may run between any two statements of what is touched. */
  fine?: true;
}

/** Of a mistake that the type checker finds: no order shows it. */
export function typeDifference(place: string, message: string): Difference {
  return {
    kind: "types",
    cause: `${place}: ${message}`,
    message,
    question: `types ${place}`,
    scenario: null,
    kernel: null,
    way: null,
  };
}

/** Passes on what is worse than all that was found so far, and no matter of taste. */
export function worseOnly(onWorse: (found: Difference) => void): (found: Difference) => void {
  let worst = RANKS.indexOf("race") + 1;
  return (found) => {
    const rank = RANKS.indexOf(found.kind);
    if (rank < worst) onWorse(found);
    worst = Math.min(worst, rank);
  };
}
