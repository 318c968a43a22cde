/** The kernels that a bisection of a series goes through, in order. */
import type { Era, Release, SeriesId } from "../../../models/era.ts";
import { ERAS, versionOf } from "../../../models/index.ts";
import { must } from "../../engine/must.ts";

export interface Point {
  /** "mops@6.16-p12". */
  name: string;
  era: Era;
  release: Release;
  /** First and last patch that it has and the kernel before it has not; null before the series and after it. */
  patches: readonly [first: number, last: number] | null;
}

/** Those that some era is told in the stages of. */
export const SERIES: readonly SeriesId[] = [
  ...new Set(ERAS.flatMap(({ stages }) => stages.map(({ stage }) => stage.series))),
].sort();

/** From the kernel that the first stage is told on to those that followed the last one. */
export function pointsOf(series: SeriesId): Point[] {
  const stages = stagesOf(series);
  const [first, last] = [must(stages[0], `stage of ${series}`), must(stages.at(-1), `stage of ${series}`)];
  const after = last.era.afterSeries?.[series] ?? [];
  return [
    released(first.era, versionOf(first.release)),
    ...stages,
    ...after.map((release) => released(last.era, release)),
  ];
}

/** A patch is told once: what is a copy of an era has its stages, too. */
function stagesOf(series: SeriesId): Point[] {
  const points: Point[] = [];
  for (const era of ERAS) {
    for (const release of era.stages) {
      const { series: own, patches } = release.stage;
      const told = points.at(-1)?.patches?.[1] ?? 0;
      if (own === series && patches[0] > told) points.push({ name: `${era.id}@${release.id}`, era, release, patches });
    }
  }
  return points;
}

function released(era: Era, id: string | null): Point {
  const release = must(
    era.releases.find((each) => each.id === id),
    `kernel ${era.id}@${id}`,
  );
  return { name: `${era.id}@${release.id}`, era, release, patches: null };
}
