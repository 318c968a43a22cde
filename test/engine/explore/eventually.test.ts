/** What every fair order must come to: held to a brute force on random programs with loops. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findEra } from "../../../models/index.ts";
import { explore } from "../../../src/engine/explore/explore.ts";
import { ActorSystem } from "../../../src/engine/explore/index.ts";
import { must } from "../../../src/engine/must.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { loadScenario } from "../../../src/engine/scenario/load.ts";
import { verify } from "../../../src/engine/verify/verify.ts";
import { missesIn } from "./toy/exact.ts";
import { canStep, startOf, takeStep } from "./toy/language.ts";
import { toys } from "./toy/programs.ts";
import { ToySystem } from "./toy/system.ts";

const MOST = 1500;

describe("what must come about", () => {
  it("is missed by a fair order, or by none, as brute force says", () => {
    const seen = { missed: 0, kept: 0, rounds: 0 };
    const value = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(toys(), fc.integer({ min: 0, max: 2 }), value, fc.boolean(), (toy, word, value, undoes) => {
        const truth = missesIn({ ...toy, invariant: null }, ({ words }) => words[word] === value, MOST);
        fc.pre(truth !== null);
        const system = new ToySystem({ ...toy, invariant: null }, { undoes, eventually: { word, value } });
        const { bound, violations } = explore(system, { findAll: true });
        const found = violations.find(({ kind }) => kind === "never comes about");
        expect({ bound, misses: found !== undefined }).toEqual({ bound: null, misses: truth?.misses });
        if (found) {
          let state = startOf(toy);
          for (const actor of found.choices) {
            expect(canStep(toy, state)).toContain(actor);
            expect(state.words[word]).not.toBe(value);
            state = takeStep(toy, state, actor).to;
          }
          expect(state.words[word]).not.toBe(value);
        }
        seen[found ? "missed" : "kept"]++;
        if (truth?.byRound) seen.rounds++;
      }),
      { numRuns: 250, seed: 1979 },
    );
    expect(seen.missed).toBeGreaterThan(30);
    expect(seen.kept).toBeGreaterThan(10);
    expect(seen.rounds).toBeGreaterThan(3);
  });

  const door = (opens: boolean) =>
    new ActorSystem({
      words: { open: 0, shut: 0 },
      actors: {
        *porter(words) {
          if (opens) words.open = 1;
          yield "shuts";
          words.open = 0;
          words.shut = 1;
        },
        *visitor(words) {
          yield { step: "comes too late", until: () => words.shut === 1 };
        },
      },
      eventually: { "the door is open": ({ open }) => open === 1 },
    });

  it("may hold for a moment only", () => {
    expect(explore(door(true))).toMatchObject({ bound: null, violations: [] });
  });

  it("is told with the order that ends without it", () => {
    expect(explore(door(false))).toMatchObject({
      bound: "the first violation",
      violations: [{ kind: "never comes about", message: "it ends, and this never came about: the door is open" }],
    });
  });

  it("isn't claimed where a limit was hit before all was looked at", () => {
    expect(explore(door(false), { maxExecutions: 1 })).toMatchObject({ bound: "1 executions", violations: [] });
  });
});

describe("a scenario", () => {
  const { era, release } = must(findEra("mops"), "kernel mops");
  const scenario = (eventually: string, order = "open") =>
    loadScenario(
      `
title: A page on its way
story: What must every order come to?
sources: ["a test"]
drivers: { balloon: { driver: virtio-balloon } }
setup: [ { balloon.inflate: { pages: 1, as: [p] } } ]
actors:
  scanner: [ { isolate: { page: p } }, { putback: {} } ]
  driver: [ { balloon.deflate: { pages: 1 } } ]
order: ${order}
expect: { eventually: { pages: { p: ${eventually} } } }
`,
      "eventually.yaml",
    );

  it("says what every order must come to, be it for a moment", () => {
    expect(verify(scenario("{ locked: true }"), era, release)).toMatchObject({ expected: true, counterexample: null });
  });

  it("gets the order that never comes to it, and a run of it ends", () => {
    const found = verify(scenario("{ isolated: true }"), era, release);
    expect(found).toMatchObject({ verdict: "never comes about", expected: false });
    const choices = must(found.counterexample, "counterexample").choices;
    const trace = execute(scenario("{ isolated: true }"), era, release, { choices });
    expect(trace).toMatchObject({ verdict: { kind: "ok" }, steps: { length: choices.length } });
  });

  it("that has an order of its own cannot ask for it", () => {
    expect(() => scenario("{ locked: true }", "[ { scanner: rest }, { driver: rest } ]")).toThrow(
      /`eventually` in a scenario that has an order of its own/,
    );
  });
});
