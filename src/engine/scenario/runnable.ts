import { ERAS } from "../../../models/index.ts";
import { exceptionsOn, kernelName, type ModelledKernel } from "./kernel_range.ts";
import { missingDrivers } from "./missing.ts";
import type { Scenario } from "./scenario.ts";

/** The reference kernel of each era. */
export const REFERENCES = ERAS.map((era) => ({ era, release: era.releases[0] }));

/** Why the scenario is not run on the kernel, in one sentence, or null if it is. */
export function whyNot(scenario: Scenario, kernel: ModelledKernel): string | null {
  const { skip } = exceptionsOn(scenario, kernel).find(({ skip }) => skip !== undefined) ?? {};
  return skip ?? missingDrivers(scenario, kernel.era, kernel.release);
}

/** Of these kernels; by default of each era one, if any can. `skipped`: a line for each of the others, or for each reference kernel that cannot. */
export function runnable(scenario: Scenario, wanted?: readonly ModelledKernel[]) {
  const asked = wanted ?? REFERENCES;
  const eras = wanted ? wanted.filter((kernel) => whyNot(scenario, kernel) === null) : kernelsFor(scenario);
  const skipped = asked.flatMap((kernel) => {
    const { era, release } = kernel;
    const why = whyNot(scenario, kernel);
    const name = eras.some((each) => each.era === era) ? `${era.id}@${release.id}` : kernelName(era.id, release.id);
    return why === null ? [] : [`${name}: skipped: ${why}`];
  });
  return { eras, skipped };
}

/** Of each era that can run the scenario its first kernel that does: the reference kernel, unless that one cannot. */
export function kernelsFor(scenario: Scenario): ModelledKernel[] {
  return ERAS.flatMap((era) => {
    const release = era.releases.find((each) => whyNot(scenario, { era, release: each }) === null);
    return release ? [{ era, release }] : [];
  });
}
