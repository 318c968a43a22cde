/** All that can be asked of the explorer, in all combinations. */
import type { ExploreOptions } from "../../../../src/engine/explore/explore.ts";

const REDUCTIONS = ["dpor", "none"] as const;
const CUTS = ["cache", "sleep", "none"] as const;
const PREEMPTIONS = [undefined, 0, 1, 3, 99];
const STEPS = [undefined, 1, 4, 9, 1000];

export const combinations: readonly ExploreOptions[] = REDUCTIONS.flatMap((reduction) =>
  CUTS.flatMap((cut) =>
    PREEMPTIONS.flatMap((maxPreemptions) =>
      STEPS.flatMap((maxSteps) =>
        [true, false].map((findAll) => ({
          reduction,
          cut,
          findAll,
          ...(maxPreemptions === undefined ? {} : { maxPreemptions }),
          ...(maxSteps === undefined ? {} : { maxSteps }),
        })),
      ),
    ),
  ),
);
