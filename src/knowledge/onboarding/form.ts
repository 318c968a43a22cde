/** The form of content/onboarding: stations of the path, and the check list at its end. That what they name exists is for the tests to say. */

import * as v from "valibot";
import { GUARDS } from "../../../models/guards.ts";
import { keysOf } from "../../../models/keys.ts";
import { STEPS } from "../../../models/steps.ts";
import { line, sources } from "../data.ts";

const guard = v.picklist(keysOf(GUARDS));
const step = v.picklist(keysOf(STEPS));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** A run: "mops@6.12", and what is left out of it. */
const run = { scenario: line, kernel: line, without: v.optional(v.array(guard), []) };
/** A step of a run: the first one of this name by this actor, unless `time` says which. */
const moment = { actor: line, step, time: v.optional(count, 1) };

const question = v.strictObject({
  type: v.literal("question"),
  ...run,
  ...moment,
  about: v.picklist(["who", "word", "returns", "verdict"]),
  /** What the answer teaches. Shown with it. */
  because: line,
});
/** The shortest failure without one of the guards is shown: which one is missing? */
const guardTask = v.strictObject({
  type: v.literal("guard"),
  ...run,
  missing: guard,
  others: v.pipe(v.array(guard), v.minLength(2)),
  because: line,
});
/** An order of the steps that goes wrong without a guard is to be found by hand. */
const order = v.strictObject({ type: v.literal("order"), ...run, missing: guard, hint: line, because: line });

export const station = v.strictObject({
  title: line,
  minutes: v.pipe(count, v.minValue(10), v.maxValue(15)),
  /** What the reader can do afterwards. */
  goal: line,
  /** `page`: of this site, with the heading after a #. */
  read: v.pipe(v.array(v.strictObject({ page: line, title: line, what: line })), v.minLength(1)),
  predict: question,
  run: v.strictObject({ ...run, ...moment, what: line }),
  /** A kata whose patch is shown at the end, without its title and what it claims. */
  patch: v.optional(line),
  check: v.pipe(v.array(v.variant("type", [question, guardTask, order])), v.minLength(1), v.maxLength(4)),
  sources,
});

export type Station = v.InferOutput<typeof station>;
export type TaskSpec = Station["check"][number];

export const checklist = v.pipe(
  v.array(
    v.strictObject({
      title: line,
      ask: line,
      guard,
      invariant: v.optional(v.pipe(v.string(), v.regex(/^I-\d+$/))),
      /** Where no invariant says it: the scenario whose end the models are held to instead. */
      scenario: v.optional(line),
      /** In content/bugs. */
      bug: line,
      walkthrough: line,
      sources,
    }),
  ),
  v.length(16),
);
