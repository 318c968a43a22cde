/** Eras that a scenario can run in; for the others, why not. */
import type { Era, Release } from "../../models/era.ts";
import { missingDrivers } from "../scenario/missing.ts";
import type { Scenario } from "../scenario/scenario.ts";

export function runnable(scenario: Scenario, wanted: { era: Era; release: Release }[]) {
  const reasons = wanted.map(
    ({ era, release }) => scenario.eras[era.id]?.skip ?? missingDrivers(scenario, era, release),
  );
  return {
    eras: wanted.filter((_, index) => reasons[index] === null),
    skipped: wanted.flatMap(({ era }, index) =>
      reasons[index] === null ? [] : [`${era.id}: skipped: ${reasons[index]}`],
    ),
  };
}
