/** `eras guards --era PLAN`: what breaks in a plan without each guard, beside the era that it is built on. */
import { existsSync } from "node:fs";
import { CannotRun } from "../engine/run/cannot_run.ts";
import { kernelName } from "../engine/scenario/kernel_range.ts";
import type { GuardEntry } from "../knowledge/guards/register.ts";
import { beside } from "../knowledge/plans/beside.ts";
import { guardOf } from "../knowledge/plans/compute.ts";
import type { PlanFacts } from "../knowledge/plans/facts.ts";
import { factsFile, storedFacts } from "../knowledge/plans/files.ts";
import { findScenario } from "../knowledge/scenarios/files.ts";
import { planNamed, UsageError } from "./parts/command.ts";
import { table } from "./parts/table.ts";
import { paint, print, printJson, progress } from "./parts/terminal.ts";

type Guard = PlanFacts["guards"][number];

export function guardsOfPlan(name: string, entries: readonly GuardEntry[], json: boolean): number {
  const { era: plan, release } = planNamed(name);
  if (release !== plan.releases[0]) {
    throw new UsageError(`guards are tried in our reading of ${plan.id}, and not in ${name}`, `--era ${plan.id}`);
  }
  if (!existsSync(factsFile(plan.id))) {
    throw new CannotRun(null, `there is no content/plans/${plan.id}.json to compare with: npm run plans writes it`);
  }
  const known = new Map(storedFacts(plan.id).guards.map((each) => [each.guard, each]));
  const found: Guard[] = [];
  for (const entry of entries) {
    const options = { onProgress: () => progress(entry.guard) };
    const guard = guardOf(plan, entry, findScenario, options);
    if (!progress(entry.guard)) break;
    if (guard !== null) found.push(guard);
  }
  if (found.length === 0) {
    throw new CannotRun(
      null,
      `${plan.id}: the era that it is built on has none of these guards, or no scenario of theirs runs on it`,
    );
  }
  const wrong = found.filter((each) => JSON.stringify(known.get(each.guard)) !== JSON.stringify(each));
  if (json) printJson(found);
  else {
    const { below } = beside(plan);
    const titles = ["guard", kernelName(below.era.id, below.release.id), plan.id, "scenario"].map((title) => ({
      title,
    }));
    const rows = found.map((each) => [
      [each.guard],
      [each.below],
      [`${wrong.includes(each) ? "! " : ""}${each.here}`],
      [each.scenario],
    ]);
    print(table(titles, rows));
    const summary = `${found.length} guards, ${wrong.length} not as content/plans/${plan.id}.json says`;
    print(`\n${paint(wrong.length === 0 ? "green" : "red", summary)}\n`);
    if (wrong.length > 0) print("npm run plans writes that file anew\n");
  }
  return wrong.length === 0 ? 0 : 1;
}
