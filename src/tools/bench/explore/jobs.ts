/** What `eras explore --jobs` saves: the time of several threads for the time of one, starting them included. */
import type { Era } from "../../../../models/era.ts";
import { exploreInJobs } from "../../../cli/jobs.ts";
import { verify } from "../../../engine/verify/verify.ts";
import { type Race, scenarioOf } from "./races.ts";
import { timed } from "./spin.ts";

export async function timeInJobs(race: Race, era: Era, jobs: number): Promise<number> {
  const scenario = scenarioOf(race);
  const kernel = { era, release: era.releases[0] };
  const one = await timed(async () => verify(scenario, kernel.era, kernel.release, { invariants: false }));
  const several = await timed(() =>
    exploreInJobs(jobs, scenario, [kernel], { invariants: false }, () => {
      throw new Error(`${race.id} cannot be explored in parts`);
    }),
  );
  return several.ms / one.ms;
}
