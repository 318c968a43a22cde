/** The three eras, in order of time. */
import { aops } from "./aops/index.ts";
import type { Driver, Era, Release } from "./era.ts";
import { flags } from "./flags/index.ts";
import { mops } from "./mops/index.ts";

export const ERAS: readonly [Era, ...Era[]] = [aops, mops, flags];

/** The releases of each era, its reference first, and after them the stages. */
export const KERNELS: readonly { era: Era; release: Release }[] = ERAS.flatMap((era) =>
  [...era.releases, ...era.stages].map((release) => ({ era, release })),
);

/** Every name that findEra() accepts. */
export const KERNEL_NAMES: readonly string[] = ERAS.flatMap(({ id, releases, stages }) => [
  id,
  ...[...releases, ...stages].map((each) => `${id}@${each.id}`),
]);

/** Accepts "mops" (its reference kernel), "mops@6.1", and a stage such as "mops@6.16-p12". Undefined: no such era or kernel. */
export function findEra(name: string): { era: Era; release: Release } | undefined {
  const [id, releaseId] = name.split("@");
  const era = ERAS.find((each) => each.id === id);
  const kernels = [...(era?.releases ?? []), ...(era?.stages ?? [])];
  const release = releaseId === undefined ? kernels[0] : kernels.find((each) => each.id === releaseId);
  return era && release ? { era, release } : undefined;
}

/** Is the driver part of this kernel, and not only of some others of its era? */
export function driverExists(driver: Driver, release: Release): boolean {
  return driverTime(driver, release) === "there";
}

/** Is the kernel older than the driver, newer than the last one that had it, or between? */
export function driverTime({ since, until }: Driver, release: Release): "before" | "there" | "after" {
  // A stage has the drivers of the kernel that it is told on: "6.16-p12".
  const [version = ""] = release.id.split("-");
  if (since !== undefined && compareVersions(version, since) < 0) return "before";
  return until !== undefined && compareVersions(version, until) >= 0 ? "after" : "there";
}

function compareVersions(a: string, b: string): number {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
