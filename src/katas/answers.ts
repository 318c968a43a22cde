/** What a reviewer can say of a patch, by the name that the explorer has for it. */
import { INVARIANTS } from "../../models/invariants/index.ts";
import type { Verification } from "../explore/verify.ts";
import { ALL_FINE } from "../explore/verify.ts";

export const HARMLESS = "harmless";
const OTHER_END = "another end";

/** The claim itself is what is wrong, or right. */
const CLAIMS = {
  [HARMLESS]: "Nothing: every order ends as it did before",
  [OTHER_END]: "No fault, but a run ends in another state than before",
  "never happens": "No fault, but something that was possible happens in no order any more",
};

const FAULTS = {
  BUG: "A BUG_ON or VM_BUG_ON stops the kernel",
  "null-dereference": "A NULL pointer is followed",
  "use-after-free": "Memory is used that was freed",
  "double-free": "A page or an object is freed twice",
  "list-corruption": "A list is corrupted: an entry taken off twice, or linked twice",
  "bad-page": "The free path finds a page that is not clean",
  deadlock: "Nobody can go on: a deadlock, or a wake-up that is lost",
  leak: "All are done, but a reference is left over",
  "step-limit": "Somebody goes on for ever",
};

const RULES = Object.fromEntries(INVARIANTS.map(({ id, text }) => [`invariant ${id}`, text]));

export const ANSWERS: Readonly<Record<string, string>> = { ...CLAIMS, ...FAULTS, ...RULES };

/** For a menu. A rule that the kernel does not have cannot be broken in it, but that is for the reader to know. */
export const ANSWER_GROUPS = [
  { title: "The claim", answers: Object.entries(CLAIMS) },
  { title: "A fault", answers: Object.entries(FAULTS) },
  { title: "A rule about pages is broken", answers: Object.entries(RULES) },
];

/** All that goes wrong with the patch; where nothing does, what became of the ends. */
export function answersFound(before: Verification, after: Verification): string[] {
  if (after.verdict === ALL_FINE) return [sameEnds(before, after) ? HARMLESS : OTHER_END];
  if (after.counterexample === null) return [after.verdict];
  return after.exploration.violations.map(({ kind }) => (kind === "expectation" ? OTHER_END : kind));
}

/** A shortest order that goes wrong, or one that leads to an end which there was not before. */
export function witnessOf(before: Verification, after: Verification): number[] | null {
  if (after.counterexample !== null) return after.counterexample.choices;
  const [found] = [...after.exploration.outcomes].filter(([end]) => !before.exploration.outcomes.has(end));
  return found?.[1].choices ?? null;
}

function sameEnds(a: Verification, b: Verification): boolean {
  const ends = ({ exploration }: Verification) => JSON.stringify([...exploration.outcomes.keys()].sort());
  return ends(a) === ends(b);
}
