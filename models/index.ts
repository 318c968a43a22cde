/** The three eras, in order of time. */
import { aops } from "./aops/index.ts";
import type { Era, EraId, Release } from "./era.ts";
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
