/** Races of growing size: the owner of a balloon takes its pages back while scanners isolate them one by one and put them back, or move them. */
import type { Era } from "../../../../models/era.ts";
import type { GuardName } from "../../../../models/guards.ts";
import type { OperationCall, Scenario } from "../../../engine/scenario/scenario.ts";
import { ScenarioSystem } from "../../../engine/verify/scenario_system.ts";

export interface Race {
  /** "2x1": actors, pages. */
  id: string;
  pages: number;
  scanners: number;
  /** What scanners do with the pages they got, before they put back what is left. */
  migrates: boolean;
}

/** Ascending. */
export const RACES: readonly Race[] = [
  { id: "2x1", scanners: 1, pages: 1, migrates: false },
  { id: "2x2", scanners: 1, pages: 2, migrates: false },
  { id: "2x3", scanners: 1, pages: 3, migrates: false },
  { id: "2x2 migrate", scanners: 1, pages: 2, migrates: true },
  { id: "3x1", scanners: 2, pages: 1, migrates: false },
  { id: "3x2", scanners: 2, pages: 2, migrates: false },
  { id: "3x3", scanners: 2, pages: 3, migrates: false },
];

/** Races of which a guard is left out, so that something goes wrong in some orders. */
export const BUGS: readonly { race: string; without: GuardName }[] = [
  { race: "2x1", without: "isolate:pin" },
  { race: "2x1", without: "isolate:recheck" },
  { race: "3x1", without: "isolate:recheck-isolated" },
  { race: "3x2", without: "isolate:recheck-isolated" },
];

export function findRace(id: string): Race {
  const race = RACES.find((each) => each.id === id);
  if (!race) throw new TypeError(`no race ${id}`);
  return race;
}

export function raceSystem(
  race: Race,
  era: Era,
  without: readonly GuardName[] = [],
  invariants = false,
): ScenarioSystem {
  return new ScenarioSystem(scenarioOf(race), era, era.releases[0], { without, invariants });
}

export function scenarioOf({ id, pages, scanners, migrates }: Race): Scenario {
  const names = Array.from({ length: pages }, (_, page) => `p${page}`);
  const isolates = names.map((page) => call("isolate", { page }));
  const rest = [...(migrates ? [call("migrate", {})] : []), call("putback", {})];
  const scanner = (_: unknown, number: number) => actor(`scanner ${number + 1}`, [...isolates, ...rest]);
  return {
    id: `race ${id}`,
    title: "A balloon deflates while its pages are isolated",
    story: "",
    sources: [],
    machine: { zones: [{ name: "Normal", pages: 16 }], pages: 16 },
    config: {},
    drivers: { balloon: { driver: "virtio-balloon", options: {}, line: 1, column: 1 } },
    setup: [call("balloon.inflate", { pages, as: names })],
    actors: [actor("owner", [call("balloon.deflate", { pages })]), ...Array.from({ length: scanners }, scanner)],
    order: "open",
    expect: {},
    can: [],
    without: [],
    eras: {},
  };
}

function actor(name: string, does: OperationCall[]): Scenario["actors"][number] {
  return { name, flags: [], does };
}
function call(name: string, args: Record<string, unknown>): OperationCall {
  return { name, args, line: 1, column: 1 };
}
