/** A plan is looked at beside the era that it is built on. */
import type { Era } from "../../../models/era.ts";
import { must } from "../../engine/must.ts";
import type { ModelledKernel } from "../../engine/scenario/kernel_range.ts";

/** The kernel of that era which the plan begins from, and the plan: our reading of it, if no other is given. */
export function beside(plan: Era, release = plan.releases[0]): { below: ModelledKernel; here: ModelledKernel } {
  const era = must(plan.builtOn, `an era that ${plan.id} is built on`);
  const from = plan.builtFrom ?? era.releases[0].id;
  const below = must(
    era.releases.find(({ id }) => id === from),
    `${era.id}@${from}`,
  );
  return { below: { era, release: below }, here: { era: plan, release } };
}
