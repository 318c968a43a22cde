/** content/plans.yaml: what may come, and how far it has come. */
import * as v from "valibot";
import text from "../../../content/plans.yaml?raw";
import { INVARIANTS } from "../../../models/invariants/index.ts";
import { claim, line, readData, sources } from "../../knowledge/data.ts";

const verdict = v.strictObject({ verdict: v.picklist(["holds", "falls", "open"]), why: line });
const invariant = v.picklist(
  INVARIANTS.map(({ id }) => id as string),
  "the number of an invariant",
);

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
    }),
  ),
});

type Plans = v.InferOutput<typeof plans>;

export function allPlans(): Plans {
  const all = readData(plans, text, "content/plans.yaml");
  const ids = all.promises.map(({ id }) => id).join();
  const wrong = all.plans.find(({ suite }) => Object.keys(suite).join() !== ids);
  if (wrong) throw new Error(`content/plans.yaml: ${wrong.id} must speak of each promise, in order: ${ids}`);
  return all;
}
