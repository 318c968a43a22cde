/** A search that isn't alone: random schedules beside it, and other ways to look when a limit is near. */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { findEra } from "../../../models/index.ts";
import { ActorSystem, type Checks } from "../../../src/engine/explore/actor_system.ts";
import { explore, exploring } from "../../../src/engine/explore/explore.ts";
import { exploreRandomly } from "../../../src/engine/explore/random.ts";
import { Schedules } from "../../../src/engine/explore/schedules.ts";
import { FIRST_RUNS } from "../../../src/engine/explore/scouts.ts";
import { finish } from "../../../src/engine/explore/slices.ts";
import { must } from "../../../src/engine/must.ts";
import { verify } from "../../../src/engine/verify/verify.ts";
import { ProgramSystem } from "../../../src/tools/bench/explore/peers/system.ts";
import { ZOO } from "../../../src/tools/bench/explore/peers/zoo.ts";
import { BUGS, findRace, raceSystem, scenarioOf } from "../../../src/tools/bench/explore/races.ts";
import { truths, wrongIn } from "./toy/held_to.ts";
import { toys } from "./toy/programs.ts";
import { ToySystem } from "./toy/system.ts";

describe("the first violation", () => {
  const { era } = must(findEra("aops"), "kernel aops");
  const race = () => raceSystem(findRace("3x1"), era, ["isolate:recheck-isolated"], true);

  it("comes no later than random schedules find one, where the search alone takes hundreds of executions", () => {
    const alone = explore(race(), { scouts: false });
    const found = explore(race());
    const runs = Array.from({ length: 9 }, (_, at) => {
      return exploreRandomly(race(), { seed: 101 + at, runs: 1000 }).executions;
    });
    const median = must(runs.toSorted((a, b) => a - b)[4], "median");
    expect(alone.executions + alone.cut).toBeGreaterThan(20 * median);
    expect(found.bound).toBe("the first violation");
    expect(found.random + found.executions + found.cut).toBeLessThanOrEqual(median);
  });

  it.each(BUGS)("of $race without $without is among the first orders, which are no worse than random ones", (bug) => {
    const system = raceSystem(findRace(bug.race), era, [bug.without], true);
    const { random, executions, cut, violations } = explore(system);
    expect(violations).toHaveLength(1);
    expect([random <= FIRST_RUNS, executions, cut]).toEqual([true, 0, 0]);
    const median = (stays: boolean) => {
      const runs = Array.from({ length: 31 }, (_, seed) => {
        const schedules = new Schedules(system, 1 + seed, { stays });
        let run = 1;
        while (schedules.run(() => false).violation === null) run++;
        return run;
      });
      return must(runs.toSorted((a, b) => a - b)[15], "median");
    };
    expect(median(true)).toBeLessThanOrEqual(median(false));
  });

  it.each(BUGS.slice(0, 3))("of $race without $without is followed by the shortest", ({ race: id, without }) => {
    const race = scenarioOf(findRace(id));
    const { counterexample, exploration } = verify(race, era, era.releases[0], { without: [without] });
    const { choices, isShortest } = must(counterexample, "counterexample");
    expect(isShortest).toBe(true);
    expect(choices.length).toBeLessThanOrEqual(must(exploration.violations[0], "first").choices.length);
    // Nothing goes wrong in fewer steps: every state is looked at.
    const sooner = { reduction: "none", scouts: false, maxSteps: choices.length - 1 } as const;
    const { bound, violations } = explore(raceSystem(findRace(id), era, [without], true), sooner);
    expect({ bound, violations }).toEqual({ bound: `${choices.length - 1} steps`, violations: [] });
  });

  it("counts each step once, whoever takes it", () => {
    class Counting extends ProgramSystem {
      taken = 0;
      override step(actor: number) {
        this.taken++;
        return super.step(actor);
      }
    }
    for (const program of ZOO.filter(({ broken }) => broken)) {
      const system = new Counting(program);
      expect(explore(system).steps).toBe(system.taken);
    }
  });

  it("counts each step once where a later turn of random schedules comes to it", () => {
    const system = rare();
    const step = vi.spyOn(system, "step");
    const { steps, random, executions } = explore(system);
    expect(steps).toBe(step.mock.calls.length);
    expect(random).toBeGreaterThan(FIRST_RUNS);
    expect(executions).toBeGreaterThan(0);
  });

  it("is the search's own where it comes to it while random schedules miss it", () => {
    // One order of some thousands is wrong, and it is among the first that a search tries.
    const steps = 40;
    const counting = new ActorSystem({
      words: { behind: 0, at: 0 },
      actors: {
        *first(words) {
          for (let step = 0; step < steps; step++) {
            if (step > 0) yield;
            words.at = step + 1;
          }
        },
        *second(words) {
          for (let step = 0; step < steps; step++) {
            if (step > 0) yield;
            words.behind += words.at === steps ? 1 : 0;
          }
        },
      },
      end: { "nobody is behind": ({ behind }) => behind < steps },
    });
    const { violations, random, executions, cut } = explore(counting);
    expect(violations).toHaveLength(1);
    expect(random).toBeGreaterThanOrEqual(16);
    expect(executions + cut).toBeGreaterThan(0);
  });

  it("comes in a turn between the search's, at the same step whatever the clock says", () => {
    let ticks = 0;
    const clocks = [() => 0, () => ticks++, () => (ticks += 50)];
    const all = clocks.map((now) => explore(rare(), { now }));
    for (const each of all) expect(each).toEqual(all[0]);
    const { random, executions, violations } = must(all[0], "exploration");
    expect(violations).toHaveLength(1);
    expect(random).toBeGreaterThan(FIRST_RUNS);
    expect(executions).toBeGreaterThan(0);
  });
});

/** Each of four adds to what it has loaded: the ends differ by who overwrote whom. */
const lossy = (end: Checks<{ sum: number }> = {}) => {
  const actor = (by: number) =>
    function* (words: { sum: number }) {
      for (let round = 0; round < 3; round++) {
        if (round > 0) yield;
        const { sum } = words;
        yield;
        words.sum = sum + by;
      }
    };
  const actors = { a: actor(1), b: actor(10), c: actor(100), d: actor(1000) };
  return new ActorSystem({ words: { sum: 0 }, actors, end });
};

/** One end in many is wrong. */
const rare = () => lossy({ "not these": ({ sum }) => sum !== 121 });

/** Without loops: those are looked at state by state, and no executions are counted. */
const straight = toys({ large: true }).map((toy) => {
  return { ...toy, code: toy.code.map((code) => code.filter(({ op }) => op !== "jump")) };
});

describe("at a limit", () => {
  it("many more ends have been met than by a search that stays in one corner", () => {
    const options = { maxExecutions: 400, findAll: true };
    const alone = explore(lossy(), { ...options, scouts: false });
    const mixed = explore(lossy(), options);
    expect(alone.bound).toBe("400 executions");
    expect(mixed.bound).toBe("400 executions");
    expect(mixed.executions + mixed.cut + mixed.random).toBeLessThanOrEqual(401);
    expect(mixed.outcomes.size).toBeGreaterThan(2 * alone.outcomes.size);
  });

  it("what random schedules have met is told with the rest, whatever the limit is of", () => {
    const few = { findAll: true, maxMemory: 2000 };
    const alone = explore(lossy(), { ...few, scouts: false });
    const mixed = explore(lossy(), few);
    expect([alone.bound, mixed.bound]).toEqual([expect.stringContaining(" MB of states"), alone.bound]);
    expect(mixed.outcomes.size).toBeGreaterThan(alone.outcomes.size);
    let pieces = 0;
    const cancelled = finish(exploring(lossy(), { findAll: true }), () => ++pieces < 40);
    expect(cancelled.bound).toBe("cancelled");
    expect(cancelled.executions).toBeGreaterThan(0);
    const met = [...cancelled.outcomes.values()].reduce((sum, { count }) => sum + count, 0);
    expect(met).toBe(cancelled.random + cancelled.executions);
  });

  it("it is said up to how many preemptions all orders were tried, and that is so", () => {
    let claims = 0;
    fc.assert(
      fc.property(straight, fc.integer({ min: 20, max: 200 }), fc.boolean(), (toy, maxExecutions, findAll) => {
        const truth = truths(toy, 2000);
        const whole = truth(undefined);
        fc.pre(whole !== null);
        const options = { maxExecutions, findAll, cut: "none" } as const;
        const said = explore(new ToySystem(toy), options);
        if (said.bound === null || !said.bound.endsWith(" executions")) {
          expect(wrongIn(toy, must(whole, "truth"), options, said)).toBeNull();
          return;
        }
        // Nothing is made up, and nothing with so few preemptions is missing.
        const kinds = said.violations.map(({ kind }) => kind);
        expect([...said.outcomes.keys()].filter((end) => !whole?.ends.has(end))).toEqual([]);
        expect(kinds.filter((kind) => !whole?.wrong.has(kind))).toEqual([]);
        if (said.preemptions === null) return;
        claims++;
        const few = must(truth(said.preemptions), "truth of few preemptions");
        expect([...few.ends.keys()].filter((end) => !said.outcomes.has(end))).toEqual([]);
        expect([...few.wrong.keys()].filter((kind) => !kinds.includes(kind))).toEqual([]);
      }),
      { numRuns: 160, seed: 1996 },
    );
    expect(claims).toBeGreaterThanOrEqual(10);
  });
});
