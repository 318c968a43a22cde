/** What may come, and of the plans that run, what was computed of them. */
import text from "../../../content/plans.yaml?raw";
import type { PlanFacts } from "../../knowledge/plans/facts.ts";
import { readFacts } from "../../knowledge/plans/facts.ts";
import { type Plans, readPlans } from "../../knowledge/plans/told.ts";

const COMPUTED = import.meta.glob<string>("../../../content/plans/*.json", {
  query: "?raw",
  import: "default",
  eager: true,
});

export function allPlans(): Plans {
  return readPlans(text, "content/plans.yaml");
}

export function factsOf(id: string): PlanFacts {
  const file = `content/plans/${id}.json`;
  const stored = COMPUTED[`../../../${file}`];
  if (stored === undefined) throw new Error(`there is no ${file}: npm run plans writes it`);
  return readFacts(stored, file);
}
