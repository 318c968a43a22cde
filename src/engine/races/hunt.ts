/** The shortest order that shows a race. A race is no matter of the state alone but of what came before what, so states differ when that does. */
import type { Era, Release } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import { shortest } from "../explore/shortest.ts";
import type { Violation } from "../explore/system.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { ScenarioSystem } from "../verify/scenario_system.ts";
import { type Race, sideOf } from "./findings.ts";
import type { Meeting } from "./meetings.ts";
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
export function shortestOf(on: Kernelled, race: Race): { choices: number[]; isShortest: boolean } {
  const system = new Hunted(systemOf(on), textOf(race));
  const goal = (violation: Violation | null) => violation?.kind === FOUND;
  const least = shortest(system, { goal, atMost: race.choices.length, maxStates: MAX_STATES });
  return { choices: least?.choices ?? race.choices, isShortest: least !== null };
}

export function systemOf({ scenario, era, release, without }: Kernelled): ScenarioSystem {
  return new ScenarioSystem(scenario, era, release, { without, invariants: false });
}

const FOUND = "data-race";

class Hunted extends Watched {
  private readonly wanted: string;

  constructor(system: ScenarioSystem, wanted: string) {
    super(system);
    this.wanted = wanted;
  }

  override step(actor: number): Violation | null {
    this.meetings.races.clear();
    const violation = super.step(actor);
    for (const { first, second } of this.meetings.races.values()) {
      if (textOf({ first: sideOf(first), second: sideOf(second) }) === this.wanted) return { kind: FOUND, message: "" };
    }
    return violation;
  }

  override get hashA() {
    return super.hashA ^ this.meetings.digest();
  }
}

function textOf({ first, second }: Record<keyof Pick<Meeting, "first" | "second">, Race["first"]>): string {
  return [first, second]
    .map(({ word, where, how }) => `${word} ${where} ${how}`)
    .sort()
    .join(" | ");
}
