/** content/lockless.yaml against every open scenario of every era: nothing is missing there, and nothing needless. */
import { describe, expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { watchExploration } from "../../../src/engine/races/index.ts";
import { kernelsFor } from "../../../src/engine/scenario/runnable.ts";
import { locklessTable } from "../../../src/knowledge/lockless/files.ts";
import { Held } from "../../../src/knowledge/lockless/hold.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";

const open = shippedScenarios()
  .map(findScenario)
  .filter(({ order }) => order === "open");

describe("what kernel code does without a lock", () => {
  const table = locklessTable();
  const held = new Held(table);

  it.each(ERAS.map(({ id }) => id))("stands in the table: %s", (id) => {
    for (const scenario of open) {
      const kernel = kernelsFor(scenario).find(({ era }) => era.id === id);
      if (kernel === undefined) continue;
      const found = watchExploration({ scenario, ...kernel, without: scenario.without });
      expect(found.exploration.bound, scenario.id).toBeNull();
      expect(held.beyond(kernel.era, found), scenario.id).toEqual({ races: [], lockless: [], steps: [] });
    }
  });

  // After the eras: it asks what none of them needed.
  it("is all needed", () => {
    expect(held.needless()).toEqual([]);
  });

  it("names scenarios that there are", () => {
    const named = table.accesses.flatMap(({ shown }) => ("scenario" in shown ? [shown.scenario] : []));
    expect(named.filter((id) => !shippedScenarios().includes(id))).toEqual([]);
  });
});
