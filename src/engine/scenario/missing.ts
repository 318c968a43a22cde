/** Drivers come and go. A scenario about one that a kernel does not have is not run there, and says so. */
import type { Era, Release } from "../../../models/era.ts";
import { driverExists, driverTime } from "../../../models/index.ts";
import { declarations } from "./drivers.ts";
import { kernelName } from "./kernel_range.ts";
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
  // The era as a whole, unless it has the driver on other kernels.
  const kernel = own ? `${era.id}@${release.id}` : kernelName(era.id, release.id);
  // Another era can know when it came or went.
  for (const each of own ? [own] : declarations(driver)) {
    const { since, until, part = driver } = each;
    const time = driverTime(each, release);
    if (time === "before") return `${part} came with v${since}, so ${kernel} has no such driver`;
    if (time === "after") return `${part} was removed in v${until}, so ${kernel} has no such driver`;
  }
  return `${kernel} has no driver ${driver}`;
}
