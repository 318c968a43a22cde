/**
 * Every verdict that there is, and its word. The terminal, the player, the race, bisecting, the museum, the guards and the katas take it from here,
 * so that one run is called the same wherever it is met.
 */
import { FAULTS } from "../faults.ts";
import type { Verdict } from "../trace/trace.ts";

/** Nothing stops the kernel, and yet it ends otherwise than it should. */
export const ANOTHER_END = "another end";
/** Of all orders: each ends as the scenario expects. */
export const ALL_FINE = "all interleavings fine";
/** What a scenario expects in the end was not asked, since it says nothing of this order or of this kernel. */
export const NO_FAULT = "no fault";
/** Of all orders: something that must be possible is not. */
export const NEVER = "never happens";
/** Of a fair order: it ends, or goes round for ever, and what every one must come to it never comes to. */
export const NOT_EVENTUALLY = "never comes about";
/** Not all orders were tried. */
export const BOUND = "bound";
/** No order of the steps goes wrong, but they are not what another CPU sees: accesses meet without a lock, or a step comes apart. */
export const RACES = "races";
/** Beside the code as it was: nothing goes wrong, and the ends are the same. */
export const HARMLESS = "harmless";

/** What a page must explain beside the kinds of faults, which speak for themselves. */
export const LEGEND: readonly [word: string, meaning: string][] = [
  [
    HARMLESS,
    "every order of the steps ends as it does with nothing left out: another guard, or luck, keeps it from doing harm",
  ],
  ["WARN", "the kernel goes on, but not without a WARN in its log, in at least one order"],
  ["invariant", "nothing stops the kernel, but a rule about pages no longer holds"],
  [ANOTHER_END, "nothing stops the kernel, but a run does not end as the scenario says that it must"],
  [NEVER, "nothing breaks, but something that should be possible is not, in any order"],
  [NOT_EVENTUALLY, "nothing breaks, but an order that is fair to all never comes to what each of them must come to"],
  [NO_FAULT, "no order goes wrong; what the scenario expects in the end was not asked"],
];

/** The word for a run. */
export function wordOf({ kind, rule, foretold, unasked }: Verdict): string {
  if (kind === "ok") return foretold ?? (unasked ? NO_FAULT : "ok");
  if (kind === "expectation") return ANOTHER_END;
  return rule === undefined ? kind : `${kind} ${rule}`;
}

/** The word of a run, explained to somebody who does not know it. */
export function meaningOf({ kind, foretold, unasked }: Verdict): string {
  const what = foretold ?? kind;
  if (what === "stopped") return "It had more steps to take when somebody ended it";
  if (what === "expectation") return "No fault, but it ends in another state than the scenario expects";
  if (what !== "ok") return FAULTS[what];
  return unasked ? "All are done, and no fault comes" : "All are done, and all is as the scenario expects";
}

/** The kind of verdict that a word is for, as a scenario expects it: of an invariant it names no number. */
export function kindOf(word: string): string {
  return word.replace(/ I-\d+$/, "");
}

/** Of all orders: nothing is wrong with any of them. */
export function isFine(word: string): boolean {
  return word === ALL_FINE || word === NO_FAULT;
}
