/**
 * The explorer as what a worker does. A search is done in slices; between two of them the event loop gets a turn, in which a message that
 * cancels the task can arrive. (A flag in shared memory would need headers that a static host does not send.)
 */
import { findEra } from "../../../models/index.ts";
import type { Line } from "../away/table.ts";
import type { Progress } from "../explore/slices.ts";
import type { Task } from "./task.ts";
import { type Verification, verifying } from "./verify.ts";

/** Milliseconds of a slice. A browser waits at least 4 ms between two of them. */
const SLICE_MS = 50;

export type Work = ReturnType<typeof workBy>;

/** Only a worker has a clock. */
export const workBy = (now: () => number) => ({
  /**
   * One that is cancelled has the bound "cancelled", or a counterexample that may not be the shortest. Throws where the task cannot be run:
   * no such era, a scenario that crashes in its set-up.
   */
  async verify({ scenario, era, release, options }: Task, { tell, signal }: Line<Progress>): Promise<Verification> {
    const found = findEra(release === undefined ? era : `${era}@${release}`);
    if (!found) throw new Error(`no era ${era}${release === undefined ? "" : `@${release}`}`);
    const verification = verifying(scenario, found.era, found.release, { ...options, now });
    let sliceEnds = now() + SLICE_MS;
    let told = verification.next();
    while (!told.done) {
      if (now() >= sliceEnds) {
        await turn();
        tell(told.value);
        sliceEnds = now() + SLICE_MS;
      }
      told = verification.next(!signal.aborted);
    }
    return told.value;
  },
});

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
