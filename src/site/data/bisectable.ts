/** Scenarios that a series can be asked about, with the guards that can be left out of them. */
import type { SeriesId } from "../../../models/era.ts";
import { onceForAlike } from "../../engine/run/alike.ts";
import { whyNot } from "../../engine/scenario/runnable.ts";
import { guardsPassedOn } from "../../engine/walk/passed.ts";
import { pointsOf } from "../../knowledge/series/points.ts";
import type { Group } from "../../views/bisect/Form.tsx";
import { groupedScenarios } from "./scenario_groups.ts";

export function bisectable(series: SeriesId): Group[] {
  const points = pointsOf(series);
  return groupedScenarios()
    .map(({ title, scenarios }) => ({
      title,
      scenarios: scenarios.flatMap((scenario) => {
        const able = points.filter((point) => whyNot(scenario, point) === null);
        if (able.length < 2) return [];
        const guards = able.flatMap(onceForAlike((on) => guardsPassedOn(on, scenario)));
        const open = guards.filter((guard) => !scenario.without.includes(guard));
        return [{ id: scenario.id, title: scenario.title, guards: [...new Set(open)] }];
      }),
    }))
    .filter(({ scenarios }) => scenarios.length > 0);
}
