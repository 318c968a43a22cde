/**
 * How many states there are, where a search was stopped: an estimate. Random orders go through states that all can be met, and the search knows some of
 * them already: if it knows every fourth, there are about four times as many as it has met (capture and recapture, after Lincoln, Petersen and Chapman).
 * Random orders come through the same states more often than through others, and so does the search, so of what is far too large it is low.
 */
import { Schedules } from "./schedules.ts";
import type { Progress, Sliced } from "./slices.ts";
import { StateKey } from "./state_key.ts";
import type { System } from "./system.ts";

const RUNS = 64;
const SEED = 1951;

/** `knows`: has the search met the state with this key? `told`: how far it came. Leads the system elsewhere. Null: it was told to stop. */
export function* estimatedStates(
  system: System,
  knows: (key: StateKey) => boolean,
  told: Progress,
): Sliced<number | null> {
  const schedules = new Schedules(system, SEED);
  const key = new StateKey();
  let seen = 0;
  let known = 0;
  // Asked in each state that somebody can take a step from, as the search counts them.
  const look = () => {
    key.read(system);
    seen++;
    if (knows(key)) known++;
    return false;
  };
  for (let run = 0; run < RUNS; run++) {
    schedules.run(look);
    if ((yield told) === false) return null;
  }
  return Math.round(((told.states + 1) * (seen + 1)) / (known + 1) - 1);
}
