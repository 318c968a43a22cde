/** The one table of what differs by era, one file each. */
import type { EraId } from "../../models/era.ts";
import type { KernelCase } from "../suite/kernels.ts";
import { aops } from "./aops.ts";
import type { Exception, Expectations, Facts } from "./expectations.ts";
import { flags } from "./flags.ts";
import { mops } from "./mops.ts";

const TABLE: Readonly<Record<EraId, Expectations>> = { aops, mops, flags };

export const EXCEPTIONS: readonly (Exception & { era: EraId })[] = Object.entries(TABLE).flatMap(
  ([era, { exceptions }]) => exceptions.map((each) => ({ ...each, era: era as EraId })),
);

export function factsOn({ era, release }: Pick<KernelCase, "era" | "release">): Facts {
  return TABLE[era.id as EraId].on(release);
}
