/** Shipped scenarios whose order is open, under every interleaving: nothing breaks, and the eras can come to the same ends. */

import { describe, expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { explore } from "../../../src/engine/explore/explore.ts";

import { must } from "../../../src/engine/must.ts";
import { onceForAlike } from "../../../src/engine/run/alike.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { eventuallyOn, expectedOn } from "../../../src/engine/run/expect.ts";
import { exceptionsOn, type ModelledKernel, possibleOn } from "../../../src/engine/scenario/kernel_range.ts";
import { loadScenario } from "../../../src/engine/scenario/load.ts";
import { kernelsFor, whyNot } from "../../../src/engine/scenario/runnable.ts";
import { ALL_FINE, kindOf } from "../../../src/engine/verdicts/vocabulary.ts";
import { compareEnds, isKept, refine } from "../../../src/engine/verify/refine.ts";
import { ScenarioSystem } from "../../../src/engine/verify/scenario_system.ts";
import { replay, type Verification, verify } from "../../../src/engine/verify/verify.ts";
import { writtenScenario } from "../../../src/engine/verify/written.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { RELEASES } from "../../suite/kernels.ts";

const open = shippedScenarios()
  .map(findScenario)
  .filter(({ order }) => order === "open");

describe.each(open)("$id", (scenario) => {
  const kernels = RELEASES.filter((kernel) => whyNot(scenario, kernel) === null);
  const known = new Map<string, (on: ModelledKernel) => Verification>();
  /** Most of the time of all tests goes into this, so kernels that are alike to the scenario, and of which it says the same, are explored once. */
  const verified = (kernel: ModelledKernel) => {
    const said = JSON.stringify([expectedOn, eventuallyOn, possibleOn].map((on) => on(scenario, kernel)));
    const found = known.get(said) ?? onceForAlike(({ era, release }) => verify(scenario, era, release));
    known.set(said, found);
    return found(kernel);
  };

  it.each(kernels)("is fine in every interleaving of $name, or goes wrong as it says", (kernel) => {
    const { verdict: foretold = "ok" } = expectedOn(scenario, kernel);
    const { verdict, message, expected } = verified(kernel);
    expect(expected).toBe(true);
    if (foretold === "ok") expect({ verdict, message }).toEqual({ verdict: ALL_FINE, message: "" });
    else expect(kindOf(verdict)).toBe(foretold);
  });

  // As refine() compares them: where nothing goes wrong, all ends were met.
  it("has the same ends in all eras, or says why not", () => {
    const explored = kernelsFor(scenario).map((kernel) => ({ ...kernel, exploration: verified(kernel).exploration }));
    const result = compareEnds(scenario, explored);
    expect(result.eras.length).toBeGreaterThan(0);
    expect(result.eras.flatMap(({ violations }) => violations)).toEqual([]);
    expect(result).toSatisfy(isKept);
  });
});

describe("refinement", () => {
  it("notices ends that one kernel has and another has not, with a way there", () => {
    const scenario = findScenario("zs-free-or-migrate");
    const { verdict, differences } = refine({ ...scenario, eras: {} }, kernelsFor(scenario));
    expect(verdict).toBe("different ends");
    for (const { in: having, notIn, witness, told } of differences) {
      expect([...having, ...notIn].sort()).toEqual(["aops", "flags", "mops"]);
      expect(witness.choices.length).toBeGreaterThan(5);
      expect(Object.keys(told).length).toBeGreaterThan(0);
    }
  });

  it("takes no exception for an explanation that is made for an era on neither side", () => {
    const scenario = findScenario("zs-free-or-migrate");
    const [aops] = exceptionsOn(scenario, must(kernelsFor(scenario)[0], "kernel that can run it"));
    if (!aops) throw new Error("the scenario has lost its exception");
    const verdictWith = (eras: typeof scenario.eras) => refine({ ...scenario, eras }, kernelsFor(scenario)).verdict;
    expect(verdictWith({ aops })).toBe("explained");
    expect(verdictWith({ mops: aops })).toBe("different ends");
  });
});

const RACE = `
title: A scanner and a balloon that deflates
story: Who comes first?
sources: ["mm/migrate.c, 5.10"]
drivers: { balloon: { driver: virtio-balloon } }
setup: [ { balloon.inflate: { pages: 1, as: [p] } } ]
actors:
  scanner: [ { isolate: { page: p } }, { putback: {} } ]
  owner: [ { balloon.deflate: { pages: 1 } } ]
order: open
expect: { node: { NR_ISOLATED_ANON: 0 } }
can:
  - { what: the owner is first, expect: { pages: { p: { free: true } } } }
  - { what: the scanner is first, expect: { pages: { p: { owner: balloon } } } }
`;

describe.each(ERAS)("a race on $id", (era) => {
  const release = era.releases[0];
  const race = loadScenario(RACE, "race.yaml");

  it("has the ends of brute force, with any reduction", () => {
    const ends = (options: Parameters<typeof explore>[1]) => {
      const system = new ScenarioSystem(race, era, release, { invariants: false });
      return [...explore(system, options).outcomes.keys()].sort();
    };
    const all = ends({ reduction: "none", cut: "none" });
    expect(all.length).toBeGreaterThan(1);
    for (const cut of ["none", "sleep", "cache"] as const) expect(ends({ cut })).toEqual(all);
  });

  it("needs a witness for each thing that can happen", () => {
    expect(verify(race, era, release).can.map(({ choices }) => choices?.length)).toEqual([
      expect.any(Number),
      expect.any(Number),
    ]);
    const impossible = { ...race, can: [{ what: "seven references", expect: { pages: { p: { refcount: 7 } } } }] };
    expect(verify(impossible, era, release)).toMatchObject({ verdict: "never happens", message: "seven references" });
  });

  it("has a shortest counterexample without the second look, which runs again as choices and as a file", () => {
    const found = verify(race, era, release, { without: ["isolate:recheck"] });
    const { counterexample } = found;
    expect(counterexample).toMatchObject({ isShortest: true, switches: 1 });
    const choices = counterexample?.choices ?? [];
    expect(replay(race, era, release, found, choices).verdict.kind).toBe(counterexample?.kind);
    const written = loadScenario(writtenScenario(race, found), "written.yaml");
    expect(execute(written, era, release)).toMatchObject({
      verdict: { kind: "ok" },
      steps: { length: choices.length },
    });
  });

  it("says which bound was hit, and does not speak of all interleavings then", () => {
    expect(verify(race, era, release, { maxPreemptions: 1 })).toMatchObject({
      verdict: "bound",
      message: "1 preemptions",
    });
    expect(verify(race, era, release, { maxExecutions: 3 })).toMatchObject({
      verdict: "bound",
      message: "3 executions",
    });
    expect(verify(race, era, release, { random: { seed: 1, runs: 20 } }).verdict).toBe("bound");
    expect(verify(race, era, release, { maxSteps: 5 })).toMatchObject({ verdict: "bound", message: "5 steps" });
  });

  it("gives the same random runs for the same seed", () => {
    const ends = (seed: number) => [...verify(race, era, release, { random: { seed, runs: 30 } }).exploration.outcomes];
    expect(ends(7)).toEqual(ends(7));
  });
});
