/** How the stages of a series are written down: what each brings and what it takes away, in the order of the patches. */
import type { DifferenceName } from "./differences.ts";
import type { Release, SeriesId, Stage } from "./era.ts";

export interface Change {
  patches: readonly [first: number, last: number];
  brings?: readonly DifferenceName[];
  takes?: readonly DifferenceName[];
}

/** `kernel` is a release of the era, with what the first of the stages differs in to begin with. */
export function stagesOf(series: SeriesId, kernel: Release, changes: readonly Change[]): Stage[] {
  const differences = new Set(kernel.differences);
  return changes.map(({ patches, brings = [], takes = [] }) => {
    for (const name of brings) differences.add(name);
    for (const name of takes) differences.delete(name);
    const [, last] = patches;
    return {
      ...kernel,
      id: `${kernel.id}-p${String(last).padStart(2, "0")}`,
      source: `the series of ${series} up to patch ${last}`,
      differences: new Set(differences),
      stage: { series, patches },
    };
  });
}
