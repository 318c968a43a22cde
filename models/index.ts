/** The three eras, in order of time. */
import { aops } from "./aops/index.ts";
import type { Driver, Era, EraId, Release } from "./era.ts";
import { flags } from "./flags/index.ts";
import { mops } from "./mops/index.ts";

export const ERAS: readonly Era[] = [aops, mops, flags];

/** Accepts "mops" (its reference kernel) and "mops@6.1". Undefined: no such era or kernel. */
export function findEra(name: string): { era: Era; release: Release } | undefined {
  const [id, releaseId] = name.split("@");
  const era = ERAS.find((each) => each.id === (id as EraId));
  const release = releaseId === undefined ? era?.releases[0] : era?.releases.find((each) => each.id === releaseId);
  return era && release ? { era, release } : undefined;
}

/** Is the driver part of this kernel, and not only of some others of its era? */
export function driverExists(driver: Driver, release: Release): boolean {
  const { since = release.id, until } = driver;
  return compareVersions(since, release.id) <= 0 && (until === undefined || compareVersions(release.id, until) < 0);
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number)) as [number[], number[]];
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
