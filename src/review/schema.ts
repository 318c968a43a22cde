/** The form of what `eras review --json` prints: content/review.schema.json comes from it. */

import * as v from "valibot";
import { ERA_IDS } from "../../models/index.ts";
import { A_KERNEL } from "../engine/scenario/such_as.ts";
import { RANKS } from "./difference.ts";
import { REPORT_FORMAT, REPORT_VERSION, type Report } from "./report.ts";

const text = v.string();
const whole = v.pipe(v.number(), v.integer());
const choices = v.array(whole);

function key<const S extends v.GenericSchema>(schema: S, description: string) {
  return v.pipe(schema, v.description(description));
}

function rare<const S extends v.GenericSchema>(schema: S, description: string) {
  return v.exactOptional(v.pipe(schema, v.description(description)));
}

const kind = v.picklist(RANKS);

const way = v.strictObject({
  choices: key(choices, "Actors by number, a step each, as --choices of eras run takes them."),
  kind: rare(text, "What it ends in."),
  end: rare(text, "The end that it comes to, as JSON."),
  leaveOut: key(v.array(text), "Rules that are not asked on the way, by number."),
  fine: rare(v.literal(true), "Another CPU may run between any two statements of what is touched."),
});

export const shown = v.strictObject({
  scenario: text,
  kernel: key(text, `${A_KERNEL}.`),
  actors: v.array(text),
  choices,
  isShortest: key(v.boolean(), "No order with fewer steps comes to the same; false: nobody looked."),
  told: key(text, "How it ends, in a sentence."),
  steps: v.array(
    v.strictObject({
      actor: text,
      step: key(text, "Its name; line:34 where the copy is cut finely."),
      stack: key(v.array(text), "Kernel functions that the actor is in, outermost first."),
      changes: key(v.array(text), "Words that it changes."),
    }),
  ),
});

const cause = v.strictObject({
  kind: key(kind, "What the differences are; worst first in the list."),
  cause: key(text, "What they have in common."),
  message: key(text, "What was said of the example."),
  questions: key(v.array(text), "The comparisons that differ: run, orders, guard, recording, races, or fine."),
  scenarios: v.array(text),
  kernels: v.array(text),
  example: key(v.nullable(v.strictObject({ scenario: text, kernel: text, way })), "The one with the fewest steps."),
  damage: key(
    v.nullable(v.strictObject({ kinds: v.array(text), executions: whole, bound: v.nullable(text) })),
    "Of a broken rule: what else goes wrong in orders that go on without it.",
  ),
  parts: key(
    v.array(v.strictObject({ kind, cause: text, questions: whole })),
    "Where it shows in several ways: each, and in how many comparisons.",
  ),
  shown: key(v.nullable(shown), "An order that shows it."),
});

const tried = v.strictObject({
  scenarios: whole,
  runs: key(whole, "Scenarios in their own order."),
  orders: key(whole, "Scenarios of which every order was compared."),
  executions: key(whole, "Executions that stand for these orders."),
  races: key(whole, "Scenarios in which every order was watched for races."),
  guards: whole,
  recordings: whole,
  passed: key(whole, "Comparisons passed over: nothing that the patch touches is executed there."),
  alike: key(
    whole,
    "Of runs and orders, those on a kernel that says to all that the code asks what another one said, so the same question, answered once.",
  ),
  fine: key(whole, "Scenarios with a switch between any two statements."),
});

export const report = v.pipe(
  v.strictObject({
    format: v.literal(REPORT_FORMAT),
    version: v.literal(REPORT_VERSION),
    patch: v.strictObject({
      sources: v.array(text),
      subject: key(text, "Of the mail; empty where it has none."),
      eras: v.array(v.picklist(ERA_IDS)),
      functions: key(
        v.array(v.strictObject({ file: text, name: text, kernel: v.nullable(text), line: whole })),
        "Functions that are changed or new.",
      ),
    }),
    verdict: v.strictObject({
      kind: key(
        v.picklist(["none", "stopped", ...RANKS]),
        "none: no difference. stopped: none so far, and not all was tried.",
      ),
      text: key(text, "The first line of the text."),
    }),
    causes: v.array(cause),
    tried,
    notTried: key(v.array(text), "What kept it from trying more, in words."),
    missed: key(v.array(text), "Changed lines that no run came by."),
  }),
  v.title("Review"),
  v.description("What a patch of the models changes."),
) satisfies v.GenericSchema<unknown, Report>;
/** Of a series that is taken patch by patch, a list. */
export const output = v.union([report, v.array(report)]);
