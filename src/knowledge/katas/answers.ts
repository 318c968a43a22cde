/** What a reviewer can say of a patch, by the name that the explorer has for it. */
import { INVARIANTS } from "../../../models/invariants/index.ts";
import { FAULTS } from "../../engine/faults.ts";
import { must } from "../../engine/must.ts";
import { verdictBeside } from "../../engine/verdicts/beside.ts";
import { ANOTHER_END, HARMLESS, isFine, NEVER } from "../../engine/verdicts/vocabulary.ts";
import type { Verification } from "../../engine/verify/verify.ts";

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

/**
 * For two menus, of kinds and of what is of the kind: nobody reads a list of them all. A rule that the kernel does not have cannot be
 * broken in it, but that is for the reader to know.
 */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  "Nothing breaks": Object.keys(CLAIMS),
  "A check of the kernel fires": ["BUG", "WARN", "bad-page"],
  "A pointer, a list or an object goes bad": [
    "null-dereference",
    "wild-access",
    "list-corruption",
    "use-after-free",
    "double-free",
  ],
  "Somebody never finishes, or something runs out": ["deadlock", "soft-lockup", "step-limit", "leak", "out-of-memory"],
  "A rule of isolation is broken": rules(3, 4, 5, 6, 7, 15, 16, 29),
  "A rule of ownership is broken": rules(8, 11, 12, 13, 14, 20, 21),
  "A rule of the mark or the type is broken": rules(25, 26, 27, 28, 30, 31, 32, 34),
  "A rule of free pages is broken": rules(1, 2, 24, 35, 36),
  "A rule of locks or counts is broken": rules(17, 18, 38, 9, 10, 19, 22, 23),
};

function rules(...numbers: number[]): string[] {
  return numbers.map((number) => `invariant I-${number}`);
}

export const ANSWER_GROUPS: readonly { title: string; answers: readonly [answer: string, text: string][] }[] =
  Object.entries(KINDS).map(([title, answers]) => ({
    title,
    answers: answers.map((answer) => [answer, must(ANSWERS[answer], `answer ${answer}`)]),
  }));

/** One thing that goes wrong, and where to see it. */
export interface Found {
  /** A key of ANSWERS. */
  answer: string;
  message: string;
  /** An order that comes to it; null where no order shows it. */
  choices: number[] | null;
}

/** All that goes wrong with the patch: first what the shortest run comes to. Where nothing does, what became of the ends. */
export function foundIn(before: Verification, after: Verification): [Found, ...Found[]] {
  const { verdict, message, counterexample, exploration } = after;
  if (counterexample === null) {
    const answer = isFine(verdict) ? verdictBeside(before, after) : verdict;
    return [{ answer, message, choices: newEnd(before, after) }];
  }
  const others = exploration.violations.filter(({ kind }) => kind !== verdict);
  return [
    { answer: verdict, message, choices: counterexample.choices },
    ...others.map(({ kind, message: what, choices }) => ({ answer: kind, message: what, choices })),
  ];
}

/** An order that leads to an end which there was not before. */
function newEnd(before: Verification, after: Verification): number[] | null {
  const [found] = [...after.exploration.outcomes].filter(([end]) => !before.exploration.outcomes.has(end));
  return found?.[1].choices ?? null;
}
