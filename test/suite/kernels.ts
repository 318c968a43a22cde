/** The kernels that the suite runs on. */
import type { Era, Release } from "../../models/era.ts";
import { driverExists, ERAS } from "../../models/index.ts";

export interface KernelCase {
  name: string;
  era: Era;
  release: Release;
}

export const RELEASES: KernelCase[] = ERAS.flatMap((era) =>
  era.releases.map((release) => ({ name: `${era.id}@${release.id}`, era, release })),
);
/** The stages of the two series too: each is a kernel that a bisection would boot. */
export const STAGES: KernelCase[] = ERAS.flatMap((era) =>
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
