/** What a function has learnt is forgotten when it returns. The ends are those of runs in which nothing is forgotten. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { Knowledge } from "../../../models/machine/knowledge.ts";
import { explore } from "../../../src/engine/explore/explore.ts";
import { runnable } from "../../../src/engine/scenario/runnable.ts";
import { ScenarioSystem } from "../../../src/engine/verify/scenario_system.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { scanners } from "./scanners.ts";

/** Cut short here and there: a few are too big where nothing is forgotten. */
const STATES = 6_000;
const { leave } = Knowledge.prototype;
const scenarios = [
  scanners(1),
  ...shippedScenarios()
    .map(findScenario)
    .filter(({ order }) => order === "open"),
];

afterEach(() => vi.restoreAllMocks());

function* found() {
  for (const scenario of scenarios) {
    for (const { era, release } of runnable(scenario).eras) {
      let states = 0;
      const onProgress = (progress: { states: number }) => {
        states = progress.states;
        return states < STATES;
      };
      const system = new ScenarioSystem(scenario, era, release, { invariants: false });
      const { bound, outcomes, violations } = explore(system, { findAll: true, onProgress });
      const kinds = violations.map(({ kind }) => kind).sort();
      yield { name: `${scenario.id} on ${era.id}`, bound, ends: [...outcomes.keys()].sort(), kinds };
    }
  }
}

describe("forgetting what a function has learnt", () => {
  it("changes no end", () => {
    const forgetting = [...found()];
    vi.spyOn(Knowledge.prototype, "leave").mockImplementation(function (this: Knowledge, result) {
      leave.call(this, result, true);
    });
    const all = [...found()];
    const complete = all.filter(({ bound }) => bound === null).map(({ name }) => name);
    expect(complete.length).toBeGreaterThan(30);
    const compared = ({ name }: { name: string }) => complete.includes(name);
    expect(forgetting.filter(compared)).toEqual(all.filter(compared));
  });

  it("is noticed where the result is forgotten too", () => {
    const right = JSON.stringify([...found()]);
    vi.spyOn(Knowledge.prototype, "leave").mockImplementation(function (this: Knowledge) {
      leave.call(this, null, false);
    });
    const wrong = () => {
      if (JSON.stringify([...found()]) !== right) throw new Error("other ends");
    };
    expect(wrong).toThrow();
  });
});
