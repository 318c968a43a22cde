/**
 * The register of guards: content/guards, one file per guard. It says what each guard protects from, where it stands in each era, and
 * what goes wrong without it; matrix.ts finds out whether that is so.
 */

import * as v from "valibot";
import { GUARDS } from "../../../models/guards.ts";
import { keysOf } from "../../../models/keys.ts";
import { readData } from "../data.ts";

const text = (what: string) => v.pipe(v.string(what), v.trim(), v.minLength(1, what));
const guard = v.picklist(keysOf(GUARDS), "the name of a guard in models/guards.ts");
const era = v.pipe(v.string(), v.regex(/^(aops|mops|flags)(@[\w.]+)?$/, "an era, or a kernel such as mops@6.1"));

const cell = v.union(
  [
    v.strictObject({
      where: text("where it stands"),
      scenario: text("a scenario"),
      verdict: text("what goes wrong"),
      // Where the kernel is not fine with the guard either.
      intact: v.optional(text("what goes wrong with the guard")),
      // Where the first invariant to break says no more than that the guard is out: without them the damage shows.
      invariants: v.optional(v.literal(false, "false, where invariants are left out of account")),
    }),
    v.strictObject({
      where: text("where it stands"),
      scenario: text("a scenario"),
      harmless: text("why nothing goes wrong"),
    }),
    v.strictObject({ absent: text("why this era has no such guard") }),
  ],
  "{ where, scenario, verdict, intact?, invariants? }, { where, scenario, harmless } or { absent }",
);
const pair = v.strictObject({
  with: guard,
  eras: v.pipe(v.array(era), v.minLength(1)),
  scenario: text("a scenario"),
  verdict: text("what goes wrong without both"),
});
const entry = v.strictObject({
  guard,
  number: v.optional(v.pipe(v.string(), v.regex(/^[GB]\d+[a-z]?$/, "a number such as G3"))),
  protects: text("what it protects from"),
  source: text("a source"),
  eras: v.record(era, cell),
  pairs: v.optional(v.array(pair), []),
});

export type GuardEntry = v.InferOutput<typeof entry>;
export type GuardCell = v.InferOutput<typeof cell>;

/** Throws an Error that names the file and every mistake in it. */
export function readGuard(source: string, file: string): GuardEntry {
  return readData(entry, source, file);
}

/** G numbers first, then those that only a bug has, then the rest. */
export function byNumber(a: GuardEntry, b: GuardEntry): number {
  return rank(a) - rank(b) || a.guard.localeCompare(b.guard);
}

function rank({ number }: GuardEntry): number {
  return number === undefined ? 1000 : Number(number.replace(/\D/g, "")) + (number.startsWith("B") ? 500 : 0);
}
