/** Eras that a scenario can run in; for the others, why not. */
import type { Era, Release } from "../../models/era.ts";
import { ERAS } from "../../models/index.ts";
import { missingDrivers } from "./missing.ts";
import type { Scenario } from "./scenario.ts";

/** The reference kernel of each era. */
export const REFERENCES = ERAS.map((era) => ({ era, release: era.releases[0] as Release }));

/** "mops" for the reference kernel of an era, "mops@6.12" for another one. */
export function kernelName(era: string, release: string): string {
  const isReference = REFERENCES.some((each) => each.era.id === era && each.release.id === release);
  return isReference ? era : `${era}@${release}`;
}

/** Why the scenario is not run on the kernel, in one sentence, or null if it is. */
export function whyNot(scenario: Scenario, { era, release }: { era: Era; release: Release }): string | null {
  return scenario.eras[era.id]?.skip ?? missingDrivers(scenario, era, release);
}

export function runnable(scenario: Scenario, wanted: readonly { era: Era; release: Release }[] = REFERENCES) {
  const reasons = wanted.map((kernel) => whyNot(scenario, kernel));
  return {
    eras: wanted.filter((_, index) => reasons[index] === null),
    skipped: wanted.flatMap(({ era }, index) =>
      reasons[index] === null ? [] : [`${era.id}: skipped: ${reasons[index]}`],
    ),
  };
}

/** Of each era that can run the scenario its first kernel that does: the reference kernel, unless that is too new for a driver. */
export function kernelsFor(scenario: Scenario): { era: Era; release: Release }[] {
  return ERAS.flatMap((era) => {
    const release = era.releases.find((each) => whyNot(scenario, { era, release: each }) === null);
    return release ? [{ era, release }] : [];
  });
}
