/** content/plans.yaml: what may come, how far it has come, and what a plan that runs leaves open. */

import * as v from "valibot";
import { GUARDS } from "../../../models/guards.ts";
import { KERNEL_NAMES, PLAN_IDS } from "../../../models/index.ts";
import { INVARIANTS } from "../../../models/invariants/index.ts";
import { keysOf } from "../../../models/keys.ts";
import { claim, line, readData, sources } from "../data.ts";

const verdict = v.strictObject({ verdict: v.picklist(["holds", "falls", "open"]), why: line });
const invariant = v.picklist(
  INVARIANTS.map(({ id }) => id),
  "the number of an invariant",
);

/** The order of events that raises a question. */
const raised = v.union(
  [
    v.strictObject({
      kernel: v.picklist(KERNEL_NAMES, `a kernel such as ${PLAN_IDS[0]}`),
      scenario: line,
      without: v.optional(v.picklist(keysOf(GUARDS), "the name of a guard")),
      verdict: line,
    }),
    v.strictObject({ ends: line }),
    v.strictObject({ test: line }),
  ],
  "{ kernel, scenario, without?, verdict }, { ends: a scenario in which the ends differ } or { test }",
);
const era = v.strictObject({
  id: v.picklist(PLAN_IDS, "the id of a plan in models/plans"),
  reading: line,
  questions: v.array(v.strictObject({ text: line, ours: line, order: line, raised })),
  gave: v.array(v.strictObject({ what: line, why: line })),
});

const plans = v.strictObject({
  promises: v.array(v.strictObject({ id: line, text: line, test: line, invariants: v.array(invariant) })),
  why: v.array(claim),
  now: v.array(claim),
  plans: v.array(
    v.strictObject({
      id: line,
      title: line,
      status: line,
      date: v.pipe(v.string(), v.isoDate()),
      text: line,
      sources,
      words: line,
      suite: v.record(v.string(), verdict),
      era: v.optional(era),
    }),
  ),
});

export type Plans = v.InferOutput<typeof plans>;
export type ToldEra = v.InferOutput<typeof era>;

export function readPlans(text: string, file: string): Plans {
  const all = readData(plans, text, file);
  const ids = all.promises.map(({ id }) => id).join();
  const wrong = all.plans.find(({ suite }) => Object.keys(suite).join() !== ids);
  if (wrong) throw new Error(`${file}: ${wrong.id} must speak of each promise, in order: ${ids}`);
  return all;
}
