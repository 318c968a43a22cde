/** What was computed of the plans, as files of the checkout. */
import { readFileSync } from "node:fs";
import { type PlanFacts, readFacts } from "./facts.ts";

export const factsFile = (id: string): URL => new URL(`../../../content/plans/${id}.json`, import.meta.url);

export function storedFacts(id: string): PlanFacts {
  return readFacts(readFileSync(factsFile(id), "utf8"), `content/plans/${id}.json`);
}
