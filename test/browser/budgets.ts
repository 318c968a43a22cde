/** The budgets of test/browser/budgets.yaml: which one a page has, and where it is over it. */
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { parse } from "yaml";
import type { Cost } from "./cost.ts";

const limit = v.pipe(v.number(), v.minValue(0));
const Budgets = v.array(
  v.strictObject({
    kind: v.string(),
    pages: v.pipe(
      v.string(),
      v.transform((text) => new RegExp(text)),
    ),
    ours: limit,
    scripts: limit,
    text: limit,
    shift: limit,
  }),
);
const budgets = v.parse(Budgets, parse(readFileSync(new URL("budgets.yaml", import.meta.url), "utf8")));

const MEASURES = ["ours", "scripts", "text", "shift"] as const satisfies (keyof Cost)[];

function budgetOf(path: string) {
  const budget = budgets.find(({ pages }) => pages.test(path));
  if (!budget) throw new Error(`budgets.yaml has no kind for /${path}`);
  return budget;
}

/** One line for each measure of a page that is over its limit. */
export function over(path: string, cost: Cost): string[] {
  const budget = budgetOf(path);
  return MEASURES.filter((measure) => cost[measure] > budget[measure]).map(
    (measure) => `/${path} (${budget.kind}): ${measure} ${cost[measure]}, limit ${budget[measure]}`,
  );
}
