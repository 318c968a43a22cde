/** The shortest order that shows a race. A race is no matter of the state alone but of what came before what, so states differ when that does. */
import type { Era, Release } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import { shortest } from "../explore/shortest.ts";
import type { Violation } from "../explore/system.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { ScenarioSystem } from "../verify/scenario_system.ts";
import { type Race, racesIn, raceText } from "./findings.ts";
import { Watched } from "./watched.ts";

export interface Kernelled {
  readonly scenario: Scenario;
  readonly era: Era;
  readonly release: Release;
  readonly without: readonly GuardName[];
}

/** States after which what was found while exploring will do. */
const MAX_STATES = 20_000;

/** `isShortest` false: given up, so the order is the shortest that the exploration met. */
export function shortestOf(on: Kernelled, race: Race): { race: Race; isShortest: boolean } {
  const system = new Hunted(systemOf(on), raceText(race));
  const goal = (violation: Violation | null) => violation?.kind === FOUND;
  const least = shortest(system, { goal, atMost: race.choices.length, maxStates: MAX_STATES });
  if (least === null) return { race, isShortest: false };
  // Once more, to know which of the two comes first in this order.
  system.reset();
  for (const actor of least.choices) system.step(actor);
  return { race: { ...(system.last ?? race), choices: least.choices }, isShortest: true };
}

export function systemOf({ scenario, era, release, without }: Kernelled): ScenarioSystem {
  return new ScenarioSystem(scenario, era, release, { without, invariants: false });
}

const FOUND = "data-race";

class Hunted extends Watched {
  last: Pick<Race, "first" | "second"> | null = null;
  private readonly wanted: string;

  constructor(system: ScenarioSystem, wanted: string) {
    super(system);
    this.wanted = wanted;
  }

  override step(actor: number): Violation | null {
    this.meetings.met.clear();
    const violation = super.step(actor);
    for (const race of racesIn(this.meetings)) {
      if (raceText(race) !== this.wanted) continue;
      this.last = race;
      return { kind: FOUND, message: "" };
    }
    return violation;
  }

  override get hashA() {
    return super.hashA ^ this.meetings.digest();
  }
}
