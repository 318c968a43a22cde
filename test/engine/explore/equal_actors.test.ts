/** Equal actors of scenarios: whoever has which name, the same comes out, and nothing is missed where they begin in their order. */
import { describe, expect, it } from "vitest";
import { findEra } from "../../../models/index.ts";
import { explore } from "../../../src/engine/explore/explore.ts";
import { checkEqual } from "../../../src/engine/explore/renaming.ts";
import { must } from "../../../src/engine/must.ts";
import { kernelsFor } from "../../../src/engine/scenario/runnable.ts";
import { equalActors } from "../../../src/engine/verify/equal.ts";
import { ScenarioSystem } from "../../../src/engine/verify/scenario_system.ts";
import { guardRegister } from "../../../src/knowledge/guards/files.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";

const open = shippedScenarios().filter((id) => {
  const scenario = findScenario(id);
  return scenario.order === "open" && equalActors(scenario, []).some(({ length }) => length > 1);
});

/** With all guards, and without each that has its scenario among these. */
const cases = open.flatMap((id) => {
  const broken = guardRegister().flatMap(({ guard, eras }) =>
    Object.entries(eras).flatMap(([era, cell]) =>
      !("absent" in cell) && cell.scenario === id ? [{ id, era, without: [guard] }] : [],
    ),
  );
  const eras = new Set(kernelsFor(findScenario(id)).map(({ era }) => era.id));
  return [...[...eras].map((era) => ({ id, era, without: [] })), ...broken];
});

it("are there, and guards that they need", () => {
  expect(open.length).toBeGreaterThanOrEqual(3);
  expect(cases.some(({ without }) => without.length > 0)).toBe(true);
});

describe.each(cases)("$id on $era without $without", ({ id, era, without }) => {
  it("ends alike when names are changed, and is found in whole when they begin in their order", () => {
    const scenario = findScenario(id);
    const kernel = must(findEra(era), "era");
    const how = { invariants: false, without: [...scenario.without, ...without] };
    const system = new ScenarioSystem(scenario, kernel.era, kernel.release, how);
    expect(() => checkEqual(system)).not.toThrow();
    const found = (symmetry: boolean) => {
      const { outcomes, violations, states } = explore(system, { findAll: true, symmetry });
      return { ends: [...outcomes.keys()].sort(), kinds: violations.map(({ kind }) => kind).sort(), states };
    };
    const { states, ...all } = found(false);
    const { states: fewer, ...same } = found(true);
    expect(same).toEqual(all);
    expect(fewer).toBeLessThanOrEqual(states);
  });
});
