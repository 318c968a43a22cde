/** Drivers come and go. A scenario about one that a kernel does not have is not run there, and says so. */
import type { Era, Release } from "../../models/era.ts";
import { driverExists, ERAS } from "../../models/index.ts";
import type { Scenario } from "./scenario.ts";

/** Why the scenario cannot be run on the kernel, in one sentence, or null if it can. */
export function missingDrivers(scenario: Scenario, era: Era, release: Release): string | null {
  const names = new Set(Object.values(scenario.drivers).map(({ driver }) => driver));
  const reasons = [...names].flatMap((driver) => missing(driver, era, release) ?? []);
  return reasons.length === 0 ? null : reasons.join("; ");
}

function missing(driver: string, era: Era, release: Release): string | null {
  const own = era.drivers[driver];
  if (own && driverExists(own, release)) return null;
  // Another era can know when it came or went: each says so only where that lies within the era itself.
  const others = ERAS.map(({ drivers }) => drivers[driver]);
  const known = own ?? others.find((each) => each?.until ?? each?.since);
  const kernel = own ? `${era.id}@${release.id}` : era.id;
  if (known?.until) return `${driver} was removed in v${known.until}, so ${kernel} has no such driver`;
  if (known?.since) return `${driver} came with v${known.since}, so ${kernel} has no such driver`;
  return `${kernel} has no driver ${driver}`;
}
