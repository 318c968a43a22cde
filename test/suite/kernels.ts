/** The kernels that the suite runs on: those of each era of which somebody has said what to expect. */
import type { Era, Release } from "../../models/era.ts";
import { driverExists, ERAS, PLANS } from "../../models/index.ts";
import { isExpected } from "../expectations/index.ts";

/** Plans that nothing is expected of, and that the suite does not see. */
const ALL: readonly Era[] = [...ERAS, ...PLANS];
export const UNSEEN: readonly Era[] = ALL.filter((era) => !isExpected(era));
const SEEN: readonly Era[] = ALL.filter(isExpected);

export interface KernelCase {
  name: string;
  era: Era;
  release: Release;
}

/** Of a plan our reading alone: the others are there to show where they go wrong. */
export const RELEASES: KernelCase[] = SEEN.flatMap((era) =>
  (era.kind === "plan" ? era.releases.slice(0, 1) : era.releases).map((release) => ({
    name: `${era.id}@${release.id}`,
    era,
    release,
  })),
);
/** The stages of the two series too: each is a kernel that a bisection would boot. */
export const STAGES: KernelCase[] = SEEN.flatMap((era) =>
  era.stages.map((release) => ({ name: `${era.id}@${release.id}`, era, release })),
);
/** One kernel for each era. */
export const REFERENCES: KernelCase[] = RELEASES.filter(({ era, release }) => release === era.releases[0]);
export const REFERENCES_AND_STAGES: KernelCase[] = [...REFERENCES, ...STAGES];

export function kernelsWith(driver: string): KernelCase[] {
  return [...RELEASES, ...STAGES].filter(({ era, release }) => {
    const found = era.drivers[driver];
    return found !== undefined && driverExists(found, release);
  });
}
