/** What is printed of an exploration that stopped: how many states there may be, where that is more than were met. */
import { expect, it } from "vitest";
import { NEWEST } from "../../models/index.ts";
import { allTold } from "../../src/cli/explored.ts";
import { verify } from "../../src/engine/verify/verify.ts";
import { NOTHING } from "../../src/knowledge/lockless/hold.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";

const scenario = findScenario("isolate-races-deflate");
const found = verify(scenario, NEWEST, NEWEST.releases[0], { maxExecutions: 3 });
const told = (estimatedStates: number | null) => {
  const exploration = { ...found.exploration, states: 1000, estimatedStates };
  return allTold(scenario, [{ ...found, exploration, jobs: 1, beyond: NOTHING, coverage: null }], []);
};

it("says how many states there may be", () => {
  expect(found.exploration.bound).toBe("3 executions");
  expect(told(12_345)).toContain("there may be about 12,000 states");
});

it.each([null, 900, 1000])("says nothing of %s where 1,000 were met", (estimate) => {
  expect(told(estimate)).toContain("1000 states");
  expect(told(estimate)).not.toContain("there may be");
});
