/** What targets that are offline to begin with do otherwise than the kernels with PG_movable_ops, as we read the mail. */
import type { Expectations } from "./expectations.ts";
import { flags } from "./flags.ts";

export const yan: Expectations = {
  exceptions: flags.exceptions,
  on: (release) => ({ ...flags.on(release), inflatesTargets: true }),
};
