/** Every open scenario on one era: with the models that were chosen before this file was loaded. */
import { findingsOf, Watched } from "../../../engine/races/index.ts";
import { kernelsFor } from "../../../engine/scenario/runnable.ts";
import { verify } from "../../../engine/verify/verify.ts";
import { locklessTable } from "../../../knowledge/lockless/files.ts";
import { Held } from "../../../knowledge/lockless/hold.ts";
import { findScenario, shippedScenarios } from "../../../knowledge/scenarios/files.ts";
import type { Found } from "./child.ts";

/** Milliseconds for one scenario: a fault may make it endless. */
const MAX_TIME = 20_000;

export function lookAt(id: string): Found {
  const found: Found = { explored: null, races: 0, steps: 0 };
  const held = new Held(locklessTable());
  for (const scenario of shippedScenarios().map(findScenario)) {
    const kernel = scenario.order === "open" ? kernelsFor(scenario).find(({ era }) => era.id === id) : undefined;
    if (kernel === undefined) continue;
    const seen: Watched[] = [];
    const { expected, verdict } = verify(scenario, kernel.era, kernel.release, {
      shorten: false,
      findAll: true,
      maxTime: MAX_TIME,
      now: () => process.threadCpuUsage().user / 1000,
      watch: (system) => {
        seen.push(new Watched(system));
        return seen.at(-1) as Watched;
      },
    });
    if (!expected) found.explored ??= `${scenario.id}: ${verdict}`;
    const { races, lockless, steps } = held.beyond(kernel, findingsOf(seen[0] as Watched));
    if (races.length + lockless.length > 0) found.races++;
    if (steps.length > 0) found.steps++;
  }
  return found;
}
