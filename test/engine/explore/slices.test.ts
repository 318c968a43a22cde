/** Everything that takes long stops now and then, tells how far it is, and can be cancelled there. */

import { describe, expect, it } from "vitest";
import { findEra } from "../../../models/index.ts";
import { exploreRandomly, exploringRandomly } from "../../../src/engine/explore/random.ts";
import { shortening, shortest } from "../../../src/engine/explore/shortest.ts";
import { finish, type Progress, type Sliced } from "../../../src/engine/explore/slices.ts";
import type { System, Violation } from "../../../src/engine/explore/system.ts";
import { must } from "../../../src/engine/must.ts";
import { ScenarioSystem } from "../../../src/engine/verify/scenario_system.ts";
import { verifying } from "../../../src/engine/verify/verify.ts";
import { peterson } from "./peterson.ts";
import { scanners } from "./scanners.ts";

const era = must(findEra("mops"), "kernel mops").era;
const release = era.releases[0];
const without = ["isolate:recheck"] as const;
const isWrong = (violation: Violation | null) => violation !== null;

/** What was told until it was told to stop: at the n-th time, of those that match. */
function stoppedAt<R>(work: Sliced<R>, times: number, matches = (_: Progress) => true) {
  const told: Progress[] = [];
  const result = finish(work, (progress) => {
    told.push(progress);
    return told.filter(matches).length < times;
  });
  return { told, result };
}

describe("the search for the shortest way", () => {
  it("goes on where it was as it does from the start", () => {
    const system = () => new ScenarioSystem(scanners(1), era, release, { invariants: false, without });
    const forgetful: System = Object.create(system(), { undoTo: { value: undefined } });
    const least = shortest(system(), { goal: isWrong, atMost: 60 });
    expect(least?.choices.length).toBeGreaterThan(5);
    expect(shortest(forgetful, { goal: isWrong, atMost: 60 })).toEqual(least);
  });

  it("finds nothing when it is cancelled", () => {
    const work = () => shortening(peterson({ broken: true }), { goal: isWrong, atMost: 20 });
    expect(finish(work())).not.toBeNull();
    expect(stoppedAt(work(), 3)).toMatchObject({ told: { length: 3 }, result: null });
  });
});

describe("a verification", () => {
  const work = () => verifying(scanners(1), era, release, { without });

  it("tells of both searches, and of more and more states", () => {
    const { told, result } = stoppedAt(work(), Number.POSITIVE_INFINITY);
    expect(result.counterexample).toMatchObject({ isShortest: true });
    expect([...new Set(told.map(({ doing }) => doing))]).toEqual(["explore", "shorten"]);
    const shortening = told.filter(({ doing }) => doing === "shorten").map(({ states }) => states);
    expect(shortening).toEqual(shortening.toSorted((a, b) => a - b));
  });

  it("keeps the counterexample that it has when the search for a shorter one is cancelled", () => {
    const { result } = stoppedAt(work(), 2, ({ doing }) => doing === "shorten");
    const whole = finish(work());
    expect(result.verdict).toBe(whole.verdict);
    expect(result.counterexample).toMatchObject({ isShortest: false });
    expect(result.counterexample?.choices.length).toBeGreaterThanOrEqual(whole.counterexample?.choices.length ?? 0);
  });
});

describe("random orders", () => {
  const options = { seed: 3, runs: 50 };
  it("are told one by one, and say that they were cancelled", () => {
    const { told, result } = stoppedAt(exploringRandomly(peterson(), options), 7);
    expect(told.map(({ executions }) => executions)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(result).toMatchObject({ bound: "cancelled", executions: 7 });
    expect(exploreRandomly(peterson(), options)).toMatchObject({ executions: 50 });
  });
});
