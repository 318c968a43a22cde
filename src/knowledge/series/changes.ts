/** What each stage of a series changes in the runs of many scenarios: the answers to all questions without a guard out, at once. */
import type { SeriesId } from "../../../models/era.ts";
import { onceForAlike } from "../../engine/run/alike.ts";
import { whyNot } from "../../engine/scenario/runnable.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { type Depth, type Difference, differenceBetween, keyOf, type Look, lookAt, type Question } from "./look.ts";
import { pointsOf } from "./points.ts";

/** How deep one must look to see it. */
type Seen = Exclude<Depth, "orders">;
const DEPTHS: readonly Seen[] = ["end", "steps", "calls"];

export interface ScenarioChanges {
  scenario: Scenario;
  /** One for each kernel of the series, the first of which has nothing before it; null: this one cannot run it. */
  at: ({ seen: Seen; difference: Difference } | "same" | null)[];
}

/** Scenarios that no two kernels of the series can run are left out. */
export function changesIn(series: SeriesId, scenarios: readonly Scenario[]): ScenarioChanges[] {
  const points = pointsOf(series);
  return scenarios.flatMap((scenario) => {
    const lookOn = onceForAlike(({ era, release }) =>
      lookAt(endOf(scenario), { name: `${era.id}@${release.id}`, era, release, patches: null }),
    );
    const looks = points.map((point) => (whyNot(scenario, point) === null ? lookOn(point) : null));
    if (looks.filter((look) => look !== null).length < 2) return [];
    return [{ scenario, at: looks.map((look, index) => changeBetween(looks[index - 1] ?? null, look)) }];
  });
}

const endOf = (scenario: Scenario): Question => ({ scenario, without: [], depth: "end", expect: null });

function changeBetween(before: Look | null, after: Look | null): ScenarioChanges["at"][number] {
  if (after === null) return null;
  if (before === null || before === after) return "same";
  const seen = DEPTHS.find((depth) => keyOf(before.trace, depth) !== keyOf(after.trace, depth));
  return seen === undefined ? "same" : { seen, difference: differenceBetween(before, after, seen) };
}
