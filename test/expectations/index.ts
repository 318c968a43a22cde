/** The one table of what differs by era, one file each. Of an era that has none, what is known of the one that it is built on holds. */
import { type Era, type EraId, lineage } from "../../models/era.ts";
import { ERA_IDS } from "../../models/index.ts";
import { must } from "../../src/engine/must.ts";
import type { KernelCase } from "../suite/kernels.ts";
import { aops } from "./aops.ts";
import type { Exception, Expectations, Facts } from "./expectations.ts";
import { flags } from "./flags.ts";
import { frozen } from "./frozen.ts";
import { mops } from "./mops.ts";
import { offlinepages } from "./offlinepages.ts";
import { testset } from "./testset.ts";
import { wilcox } from "./wilcox.ts";
import { yan } from "./yan.ts";

const TABLE: Readonly<Partial<Record<EraId, Expectations>>> = {
  aops,
  mops,
  flags,
  wilcox,
  testset,
  yan,
  offlinepages,
  frozen,
};

export const EXCEPTIONS: readonly (Exception & { era: EraId })[] = ERA_IDS.flatMap((era) =>
  (TABLE[era]?.exceptions ?? []).map((each) => ({ ...each, era })),
);

/** Can specs be asked of this era? */
export const isExpected = (era: Era): boolean => expectationsOf(era) !== undefined;

export function factsOn({ era, release }: Pick<KernelCase, "era" | "release">): Facts {
  return must(expectationsOf(era), `expectations of ${era.id}: test/expectations/ has no file of it`).on(release);
}

function expectationsOf(era: Era): Expectations | undefined {
  return lineage(era)
    .map((id) => TABLE[id])
    .find((each) => each !== undefined);
}
