/** What each stage of a series changes in the runs of many scenarios: the answers to all questions without a guard out, at once. */
import type { SeriesId } from "../../../models/era.ts";
import { whyNot } from "../../engine/scenario/runnable.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { type Depth, type Difference, differenceBetween, keyOf, type Look, lookAt } from "./look.ts";
import { type Point, pointsOf } from "./points.ts";

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
    const looks = points.map((point) => lookOf(scenario, point));
    if (looks.filter((look) => look !== null).length < 2) return [];
    return [{ scenario, at: looks.map((look, index) => changeBetween(looks[index - 1] ?? null, look)) }];
  });
}

function lookOf(scenario: Scenario, point: Point): Look | null {
  if (whyNot(scenario, point) !== null) return null;
  return lookAt({ scenario, without: [], depth: "end", expect: null }, point);
}

function changeBetween(before: Look | null, after: Look | null): ScenarioChanges["at"][number] {
  if (after === null) return null;
  if (before === null) return "same";
  const seen = DEPTHS.find((depth) => keyOf(before.trace, depth) !== keyOf(after.trace, depth));
  return seen === undefined ? "same" : { seen, difference: differenceBetween(before, after, seen) };
}
