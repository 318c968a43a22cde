/**
 * Does a review tell what a table of the project says? The words of the tables are read here by a reading of their own, so that a slip in the review's own words
 * is not its own proof.
 */
import type { Cause } from "../../src/review/causes.ts";
import type { Difference } from "../../src/review/difference.ts";
import type { Foretold } from "./change.ts";

type Told = Pick<Cause, "kind" | "cause" | "questions"> & {
  damage: Pick<NonNullable<Cause["damage"]>, "kinds"> | null;
};

export function asTold({ kind, cause, damage, question }: Difference): Told {
  return { kind, cause, damage: damage ?? null, questions: [question] };
}

const HARM = ["fault", "rule", "end", "failed"];
const FINE = ["harmless", "all interleavings fine", "no fault"];

export const isHarmless = ({ word }: Pick<Foretold, "word">): boolean => FINE.includes(word);

/** Of a change that does no harm there: that nothing says so. It holds as long as nothing does, so it is asked in the end. */
export function isTold(foretold: Foretold, told: readonly Told[]): boolean {
  const own = told.filter(({ questions }) => questions.some((name) => foretold.questions.includes(name)));
  if (isHarmless(foretold)) return !own.some(({ kind }) => HARM.includes(kind));
  return own.some((each) => says(each, foretold.word));
}

/** A broken rule ends an order, so what comes of it is told as its damage. */
function says({ kind, cause, damage }: Told, word: string): boolean {
  if (damage?.kinds.includes(word)) return true;
  const [, rule] = /^invariant (I-\d+)$/.exec(word) ?? [];
  if (rule !== undefined) return kind === "rule" && cause === rule;
  if (word === "another end") return kind === "end";
  if (word === "never happens") return kind === "end" && cause === "what could happen never happens";
  return kind === "fault" && cause === word;
}
