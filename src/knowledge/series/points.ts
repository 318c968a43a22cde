/** The kernels that a bisection of a series goes through, in order. */
import type { Era, Release, SeriesId } from "../../../models/era.ts";
import { ERAS, findEra } from "../../../models/index.ts";

export interface Point {
  /** "mops@6.16-p12". */
  name: string;
  era: Era;
  release: Release;
  /** First and last patch that it has and the kernel before it has not; null before the series and after it. */
  patches: readonly [first: number, last: number] | null;
}

export const SERIES: readonly SeriesId[] = ["2022", "2025", "2026"];

/** What a series starts from, and what followed it. After that of 2022 much else happened before the first kernel that is modelled. */
const AROUND: Record<SeriesId, { before: string; after: readonly string[] }> = {
  "2022": { before: "aops@5.19", after: [] },
  "2025": { before: "mops@6.16", after: ["flags@6.17.0", "flags@6.17"] },
  "2026": { before: "flags@6.19", after: ["flags@7.0", "flags@7.2", "flags@7.3"] },
};

export function pointsOf(series: SeriesId): Point[] {
  const { before, after } = AROUND[series];
  const stages = ERAS.flatMap((era) =>
    era.stages
      .filter(({ stage }) => stage.series === series)
      .map((release) => ({ name: `${era.id}@${release.id}`, era, release, patches: release.stage.patches })),
  );
  return [released(before), ...stages, ...after.map(released)];
}

function released(name: string): Point {
  const found = findEra(name);
  if (!found) throw new Error(`no kernel ${name}`);
  return { name, ...found, patches: null };
}
