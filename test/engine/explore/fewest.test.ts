// The fewest switches: counted on systems that are small enough to count by hand.

import { expect, it } from "vitest";
import { findEra } from "../../../models/index.ts";
import { fewestSwitches } from "../../../src/engine/explore/fewest.ts";
import { shortest } from "../../../src/engine/explore/shortest.ts";
import { must } from "../../../src/engine/must.ts";
import { ScenarioSystem } from "../../../src/engine/verify/scenario_system.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";

const { era, release } = must(findEra("mops"), "mops");
const system = (id: string, without: "isolate:recheck"[]) =>
  new ScenarioSystem(findScenario(id), era, release, { without });

it("finds none where nothing goes wrong", () => {
  expect(fewestSwitches(system("isolate-races-deflate", []))).toBeNull();
});

it("needs no more than the shortest way, which may need more", () => {
  const fewest = must(fewestSwitches(system("huge-page", ["isolate:recheck"])), "way");
  const least = must(
    shortest(system("huge-page", ["isolate:recheck"]), { goal: (wrong) => wrong !== null, atMost: 50 }),
    "way",
  );
  expect(fewest.switches).toBeLessThanOrEqual(least.switches);
  expect(fewest.choices.length).toBeGreaterThanOrEqual(least.choices.length);
  const counted = fewest.choices.filter((actor, at) => at > 0 && actor !== fewest.choices[at - 1]).length;
  expect(counted).toBe(fewest.switches);
});
