/** What isolating by a test-and-set does otherwise than a kernel with the series of 2026, as we read the mail. */
import type { Expectations } from "./expectations.ts";
import { flags } from "./flags.ts";

export const testset: Expectations = {
  exceptions: flags.exceptions,
  on: (release) => ({ ...flags.on(release), lockToIsolate: false }),
};
