/**
 * Bugs, hazards and one exercise: content/bugs, a file each. What a run of one shows is not taken from there: runs.ts
 * computes it, and a test compares the two.
 */

import * as v from "valibot";
import { GUARDS } from "../../../models/guards.ts";
import { ERA_IDS, KERNEL_NAMES } from "../../../models/index.ts";
import { INVARIANTS } from "../../../models/invariants/index.ts";
import { keysOf } from "../../../models/keys.ts";
import { switches } from "../../engine/scenario/schema.ts";
import { A_KERNEL } from "../../engine/scenario/such_as.ts";
import { readData } from "../data.ts";
import { event } from "./event.ts";

/** What it is, and how a page says so. */
export const KINDS = {
  bug: "a bug that people met",
  review: "found in review or by its author, before it was merged",
  hazard: "seen in a discussion; nobody met it",
  decision: "no bug: a decision that was made twice",
  conjecture: "a conjecture: read out of the code, confirmed by the model; no report is known",
  exercise: "made up, as an exercise: no such bug is known",
} as const;

/** Where it can live, whether or not a kernel had it: in one of the eras, or before 4.8. */
const PLACES = ["before", ...ERA_IDS] as const;

const text = v.pipe(v.string("text"), v.trim(), v.minLength(1, "text"));
const guard = v.picklist(keysOf(GUARDS), "the name of a guard in models/guards.ts");
const kernel = v.pipe(
  v.string(),
  v.check((name) => KERNEL_NAMES.includes(name), `a kernel such as ${A_KERNEL}`),
);
const grade = v.picklist(["id", "text", "source", "recalled"], "id, text, source or recalled");
const id = v.pipe(v.string(), v.regex(/^(b\d{1,2}|ksm)$/, "a number such as b7, or ksm"));
const invariant = v.picklist(
  INVARIANTS.map((each) => each.id),
  "the id of an invariant, such as I-5",
);

/** What every run has: its title, and how that is told by what happens in it. */
const told = {
  shows: text,
  event,
  /** Who runs when, where the shortest way to the damage is not the story, or where there is no damage. */
  order: v.optional(switches),
};
/** What the guards' register says: computed there. */
const ofGuard = v.strictObject({ ...told, guard, kernel });
/** What no single guard of one kernel shows. */
const ofKernels = v.strictObject({
  ...told,
  kernel,
  scenario: text,
  without: v.optional(v.array(guard), []),
  /** Instead of all that the scenario expects. Empty: nothing but that no fault comes. */
  expect: v.optional(v.record(v.string(), v.unknown())),
  invariants: v.optional(v.literal(false)),
  verdict: text,
  /** The same with the fix: another kernel, or fewer guards left out. */
  fixed: v.strictObject({ kernel, without: v.optional(v.array(guard), []) }),
});

/** Not a union: that would not say where in a run the mistake is. */
const run = v.lazy((input) =>
  typeof input === "object" && input !== null && "scenario" in input ? ofKernels : ofGuard,
);

const bug = v.strictObject({
  id,
  title: text,
  kind: v.picklist(keysOf(KINDS)),
  places: v.pipe(v.array(v.picklist(PLACES)), v.minLength(1)),
  /** Kernels that had it, in words. */
  kernels: text,
  rule: text,
  invariants: v.optional(v.array(invariant), []),
  seen: text,
  cause: v.pipe(v.array(v.strictObject({ who: text, does: text })), v.minLength(1)),
  fix: text,
  runs: v.optional(v.array(run), []),
  /** Why there is no run, or what the run is not. */
  caveat: v.optional(text),
  /** First what the bug itself is known by, which is its fix or a mail about it; then what is around it. */
  evidence: v.pipe(v.array(v.strictObject({ what: text, source: text, grade })), v.minLength(1)),
  see: v.optional(v.array(id), []),
});

export type Bug = v.InferOutput<typeof bug>;
export type RunText = Bug["runs"][number];

/** Throws an Error that names the file and every mistake in it. */
export function readBug(source: string, file: string): Bug {
  const read = readData(bug, source, file);
  if (!file.endsWith(`/${read.id}.yaml`)) throw new Error(`${file}: id: the name of the file, not ${read.id}`);
  if (read.runs.length === 0 && read.caveat === undefined) throw new Error(`${file}: runs: none, and no caveat`);
  return read;
}

/** Those with a number in order, then what has none. */
export function byNumber(a: Bug, b: Bug): number {
  const rank = ({ id: name }: Bug) => Number(name.slice(1)) || 100;
  return rank(a) - rank(b);
}

/** "B7", "KSM". */
export const numberOf = ({ id: name }: Pick<Bug, "id">): string => name.toUpperCase();
