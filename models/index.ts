/** The eras, in order of time: a folder and a place in this list is all that makes one. */

import { aops } from "./aops/index.ts";
import type { Driver, Era, Release } from "./era.ts";
import { flags } from "./flags/index.ts";
import { isOneOf } from "./keys.ts";
import { mops } from "./mops/index.ts";
import { PLANS } from "./plans/code.ts";
import { PLANNED } from "./plans/names.ts";

const LIST = [aops, mops, flags] as const;

/** What was proposed and never built. These are run by name; nothing puts them beside the eras unless it is asked to. */
export { PLANNED, PLANS };

export type EraId = (typeof LIST)[number]["id"] | (typeof PLANNED)[number]["id"];
export const ERAS: readonly [Era, ...Era[]] = LIST;
export const ERA_IDS: readonly EraId[] = ERAS.map(({ id }) => id);

export const PLAN_IDS: readonly EraId[] = PLANNED.map(({ id }) => id);

/** In models/. */
export function folderOf({ id }: Pick<Era, "id">): string {
  return PLAN_IDS.includes(id) ? `plans/${id}` : id;
}

/** The last one that kernels had. */
export const NEWEST = ERAS.findLast(({ kind }) => kind === "history") as Era;

/** Whose marked word leads to the callbacks without a detour: a first picture of such a word is one of its. */
export const DIRECT = ERAS.filter(({ way }) => way.table === undefined).reduce<Era>(
  (least, each) => (each.way.follow.length < least.way.follow.length ? each : least),
  ERAS[0],
);

/** The era that a kernel of this version belongs to; the first one, where it is older than all. */
export function eraOf(version: string): Era {
  const had = ERAS.filter(({ since }) => since !== undefined && compareVersions(since, version) <= 0);
  return had.at(-1) ?? ERAS[0];
}

/** The releases of each era, its reference first, and after them the stages. */
export const KERNELS: readonly { era: Era; release: Release }[] = ERAS.flatMap((era) =>
  [...era.releases, ...era.stages].map((release) => ({ era, release })),
);

/** Every name that findEra() accepts; in a browser, where no plan runs, those of plans are names alone. */
export const KERNEL_NAMES: readonly string[] = [...ERAS, ...PLANNED].flatMap(({ id, releases, stages }) => [
  id,
  ...[...releases, ...stages].map((each) => `${id}@${each.id}`),
]);

/** Accepts "mops" (its reference kernel), "mops@6.1", and a stage such as "mops@6.16-p12". Undefined: no such era or kernel. */
export function findEra(name: string): { era: Era; release: Release } | undefined {
  const [id, releaseId] = name.split("@");
  const era = [...ERAS, ...PLANS].find((each) => each.id === id);
  const kernels = [...(era?.releases ?? []), ...(era?.stages ?? [])];
  const release = releaseId === undefined ? kernels[0] : kernels.find((each) => each.id === releaseId);
  return era && release ? { era, release } : undefined;
}

/** The era that the name of a kernel begins with: "mops" of "mops@6.1". */
export function eraIdIn(name: string): EraId {
  const [id = ""] = name.split("@");
  if (!isOneOf([...ERA_IDS, ...PLAN_IDS], id)) throw new TypeError(`there is no era "${id}"`);
  return id;
}

/** Is the driver part of this kernel, and not only of some others of its era? */
export function driverExists(driver: Driver, release: Release): boolean {
  return driverTime(driver, release) === "there";
}

/** Is the kernel older than the driver, newer than the last one that had it, or between? */
export function driverTime({ since, until }: Driver, release: Release): "before" | "there" | "after" {
  const version = versionOf(release);
  // A plan has the drivers that it has: it is at no place in time.
  if (version === null) return "there";
  if (since !== undefined && compareVersions(version, since) < 0) return "before";
  return until !== undefined && compareVersions(version, until) >= 0 ? "after" : "there";
}

/** The mainline version that it is, or that a stage is told on: "6.16" of "6.16-p12". Null: a plan that is named otherwise. */
export function versionOf({ id }: Release): string | null {
  return /^(\d+(?:\.\d+)+)(?:-p\d+)?$/.exec(id)?.[1] ?? null;
}

/** Negative where `a` is the older one. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number)) as [number[], number[]];
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
