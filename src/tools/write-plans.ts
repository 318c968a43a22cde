// npm run plans: computes anew what content/plans/ says of each plan. Every order of every open scenario is tried.
import { writeFileSync } from "node:fs";
import { PLANS } from "../../models/index.ts";
import { guardRegister } from "../knowledge/guards/files.ts";
import { costOf, endsOf, guardOf } from "../knowledge/plans/compute.ts";
import type { PlanFacts } from "../knowledge/plans/facts.ts";
import { factsFile } from "../knowledge/plans/files.ts";
import { findScenario, shippedScenarios } from "../knowledge/scenarios/files.ts";

const progress = (what: string) => process.stderr.write(`${what}\n`);

const wanted = process.argv.slice(2);
for (const plan of PLANS.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
  const guards = guardRegister().flatMap((entry) => {
    progress(`${plan.id} without ${entry.guard}`);
    return guardOf(plan, entry, findScenario) ?? [];
  });
  const ends = shippedScenarios().flatMap((id) => {
    progress(`${plan.id}: ${id}`);
    return endsOf(plan, findScenario(id)) ?? [];
  });
  const facts: PlanFacts = { guards, ends, ...costOf(plan) };
  writeFileSync(factsFile(plan.id), `${JSON.stringify(facts, null, 2)}\n`);
}
