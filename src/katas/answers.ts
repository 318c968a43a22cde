/** What a reviewer can say of a patch, by the name that the explorer has for it. */
import { INVARIANTS } from "../../models/invariants/index.ts";
import type { Verification } from "../explore/verify.ts";
import { verdictBeside } from "../verdicts/beside.ts";
import { ANOTHER_END, FAULTS, HARMLESS, isFine, NEVER } from "../verdicts/vocabulary.ts";

/** The claim itself is what is wrong, or right. */
const CLAIMS = {
  [HARMLESS]: "Nothing: every order ends as it did before",
  [ANOTHER_END]: "No fault, but a run ends in another state than before",
  [NEVER]: "No fault, but something that was possible happens in no order any more",
};

/** An invariant is named by its number. */
const { invariant: _, ...CRASHES } = FAULTS;

const RULES = Object.fromEntries(INVARIANTS.map(({ id, text }) => [`invariant ${id}`, text]));

export const ANSWERS: Readonly<Record<string, string>> = { ...CLAIMS, ...CRASHES, ...RULES };

/** For a menu. A rule that the kernel does not have cannot be broken in it, but that is for the reader to know. */
export const ANSWER_GROUPS = [
  { title: "The claim", answers: Object.entries(CLAIMS) },
  { title: "A fault", answers: Object.entries(CRASHES) },
  { title: "A rule about pages is broken", answers: Object.entries(RULES) },
];

/** All that goes wrong with the patch; where nothing does, what became of the ends. */
export function answersFound(before: Verification, after: Verification): string[] {
  if (isFine(after.verdict)) return [verdictBeside(before, after)];
  return [...new Set([after.verdict, ...after.exploration.violations.map(({ kind }) => kind)])];
}

/** A shortest order that goes wrong, or one that leads to an end which there was not before. */
export function witnessOf(before: Verification, after: Verification): number[] | null {
  if (after.counterexample !== null) return after.counterexample.choices;
  const [found] = [...after.exploration.outcomes].filter(([end]) => !before.exploration.outcomes.has(end));
  return found?.[1].choices ?? null;
}
