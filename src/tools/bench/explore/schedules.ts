/** What a TypeScript user would take instead: fast-check's scheduler, which orders promises at random. Each step of an actor is a promise. */
import fc, { type Scheduler } from "fast-check";
import { endOf } from "../../../engine/explore/ending.ts";
import type { System } from "../../../engine/explore/system.ts";

/** An actor that waits looks again and again; after so many looks in all, a run is given up. */
const MOST_LOOKS = 5000;

/** For each seed, from 1: how many runs until something is wrong; null: not within `maxRuns`. */
export async function randomRuns(system: System, seeds: number, maxRuns: number): Promise<(number | null)[]> {
  const found: (number | null)[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const isFine = fc.asyncProperty(fc.scheduler(), (scheduler) => runOnce(system, scheduler));
    const { failed, numRuns } = await fc.check(isFine, { seed, numRuns: maxRuns, endOnFailure: true });
    found.push(failed ? numRuns : null);
  }
  return found;
}

async function runOnce(system: System, scheduler: Scheduler): Promise<boolean> {
  system.reset();
  let isFine = true;
  let looks = 0;
  const run = async (actor: number) => {
    const bit = 1 << actor;
    while (isFine && (system.finished() & bit) === 0 && looks++ < MOST_LOOKS) {
      await scheduler.schedule(Promise.resolve());
      if (!isFine || (system.enabled() & bit) === 0) continue;
      if (system.step(actor) !== null) isFine = false;
    }
  };
  const actors = system.actors.map((_, actor) => run(actor));
  await scheduler.waitIdle();
  await Promise.all(actors);
  return isFine && endOf(system) === null;
}
