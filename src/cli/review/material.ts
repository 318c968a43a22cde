/** What a change is held to, from disk: scenarios, the register of guards, recordings of real kernels. */
import { guardRegister } from "../../knowledge/guards/files.ts";
import { storedRecordings } from "../../knowledge/kernels/files.ts";
import { findScenario, shippedScenarios } from "../../knowledge/scenarios/files.ts";
import type { Material } from "../../review/plan.ts";

export function materialFromDisk(): Material {
  return { scenarios: shippedScenarios().map(findScenario), guards: guardRegister(), recordings: storedRecordings() };
}
