/** What can be said of a driver in a scenario, in whichever era has it. */
import type { Driver } from "../../../models/era.ts";
import { ERAS } from "../../../models/index.ts";

export function driverIds(): string[] {
  return [...new Set(ERAS.flatMap((era) => Object.keys(era.drivers)))];
}

export function operationsOf(driver: string): string[] {
  return [...new Set(declarations(driver).flatMap(({ operations }) => Object.keys(operations)))];
}

/** Of every era that has the driver. */
export function declarations(driver: string): Driver[] {
  return ERAS.flatMap(({ drivers }) => (Object.hasOwn(drivers, driver) ? (drivers[driver] ?? []) : []));
}
