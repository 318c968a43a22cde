/** What messages and help texts name where a kernel is asked for: an era that has several of them, and some of these. */
import type { Era } from "../../../models/era.ts";
import { compareVersions, ERAS, NEWEST, versionOf } from "../../../models/index.ts";

const era =
  ERAS.findLast(({ kind, releases, id }) => kind === "history" && releases.length > 1 && id !== NEWEST.id) ?? NEWEST;
const [oldest, middle] = versionsOf(era);
const [, since] = versionsOf(NEWEST);

export const AN_ERA = era.id;
export const A_KERNEL = `${era.id}@${oldest}`;
/** Of a series; a kernel, where none of its series is told. */
export const A_STAGE = `${era.id}@${era.stages.at(-1)?.id ?? oldest}`;
/** With commas between. */
export const SOME_KERNELS = `${era.id},${NEWEST.id}@${NEWEST.releases[0].id}`;
export const SOME_RANGES = [`${era.id}@..${middle}`, `${era.id}@${oldest}..${middle}`, `${NEWEST.id}@${since}..`].join(
  ", ",
);

/** Its oldest kernel, and one in the middle. */
function versionsOf({ releases }: Era): [oldest: string, middle: string] {
  const all = releases.map((release) => versionOf(release) ?? release.id).sort(compareVersions);
  const [first = ""] = all;
  return [first, all[Math.floor(all.length / 2)] ?? first];
}
