/** The series for pages: what is written about each patch, and what is computed from the stage that it leads to. */

import type { SeriesId } from "../../../models/era.ts";
import { must } from "../../engine/must.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { changesIn, type ScenarioChanges } from "../../knowledge/series/changes.ts";
import { type CodeChange, codeChanges } from "../../knowledge/series/code.ts";
import { type Patch, readSeries, type Series } from "../../knowledge/series/patches.ts";
import { type Point, pointsOf } from "../../knowledge/series/points.ts";
import { modelSource } from "./comparison.ts";
import { allScenarios } from "./scenarios.ts";

const FILES = import.meta.glob<string>("../../../content/series/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});

export function seriesNamed(id: SeriesId): Series {
  const file = `content/series/${id}.yaml`;
  return readSeries(FILES[`../../../${file}`] ?? "", file);
}

export interface Stage {
  point: Point;
  before: Point;
  /** None after the series. */
  patches: Patch[];
  code: CodeChange[];
  /** Scenarios whose runs are not as before, by how deep one must look. */
  changed: { scenario: Scenario; change: Exclude<ScenarioChanges["at"][number], "same" | null> }[];
}

/** One for each kernel of the series but the first. */
export function stagesOf(id: SeriesId): Stage[] {
  const points = pointsOf(id);
  const { patches } = seriesNamed(id);
  const scenarios = changesOf(id);
  return points.slice(1).map((point, index) => {
    const before = must(points[index], "such point");
    const own = patches.filter(({ number }) => isAt(point, number));
    return {
      point,
      before,
      patches: own,
      code: codeOf(before, point, patches, own),
      changed: scenarios.flatMap(({ scenario, at }) => {
        const change = at[index + 1];
        return typeof change === "object" && change !== null ? [{ scenario, change }] : [];
      }),
    };
  });
}

const known = new Map<SeriesId, ScenarioChanges[]>();

export function changesOf(id: SeriesId): ScenarioChanges[] {
  const changes = known.get(id) ?? changesIn(id, allScenarios());
  known.set(id, changes);
  return changes;
}

function isAt({ patches }: Point, number: number): boolean {
  return patches !== null && patches[0] <= number && number <= patches[1];
}

/** Where the code of another era begins, all of it is different; then only the functions that the patches name are shown. */
function codeOf(before: Point, point: Point, all: readonly Patch[], own: readonly Patch[]): CodeChange[] {
  if (before.era === point.era) return codeChanges(modelSource.files, before, point);
  const renamed = new Map(all.flatMap(({ names }) => names.map((each): [string, string] => [each.old, each.new])));
  const named = new Set(own.flatMap(({ functions }) => functions.flatMap((name) => [name, renamed.get(name) ?? name])));
  return codeChanges(modelSource.files, before, point, renamed).filter(({ name }) => named.has(name));
}
