/** The reduction against brute force: the same end states and the same kinds of violation, with far fewer executions. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Exploration, type ExploreOptions, explore } from "../../../src/engine/explore/explore.ts";
import { type Instruction, Program } from "./program.ts";
import { countTraces } from "./traces.ts";

const BRUTE_FORCE: ExploreOptions = { reduction: "none", cut: "none", findAll: true };
const REDUCED: Record<string, ExploreOptions> = {
  "every state, cached": { reduction: "none", cut: "cache" },
  "source sets": { cut: "none" },
  "source sets and sleep sets": { cut: "sleep" },
  "source sets and cache": { cut: "cache" },
};

const word = fc.integer({ min: 0, max: 2 });
const lock = fc.integer({ min: 4, max: 5 });
const plain: fc.Arbitrary<Instruction[]> = fc.oneof(
  word.map((at): Instruction[] => [{ op: "load", word: at }]),
  fc.tuple(word, fc.integer({ min: 0, max: 2 })).map(([at, add]): Instruction[] => [{ op: "store", word: at, add }]),
  word.map((at): Instruction[] => [{ op: "increment", word: at }]),
  fc.tuple(word, fc.integer({ min: 1, max: 3 })).map(([at, value]): Instruction[] => [
    { op: "load", word: at },
    { op: "never", value },
  ]),
);
const guarded: fc.Arbitrary<Instruction[]> = fc
  .tuple(lock, fc.array(plain, { minLength: 0, maxLength: 2 }))
  .map(([at, inside]): Instruction[] => [{ op: "lock", word: at }, ...inside.flat(), { op: "unlock", word: at }]);
const nested: fc.Arbitrary<Instruction[]> = fc.tuple(lock, guarded).map(([at, inside]): Instruction[] => {
  const free = inside.some((each) => each.op === "lock" && each.word === at);
  return free ? inside : [{ op: "lock", word: at }, ...inside, { op: "unlock", word: at }];
});
const actor = fc
  .array(fc.oneof(plain, plain, guarded, nested), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.flat());
/** Cut so that brute force stays below a few thousand executions; a lock that is then never freed makes a deadlock, which is welcome. */
const programs = fc
  .array(actor, { minLength: 2, maxLength: 3 })
  .map((actors) => actors.map((code) => code.slice(0, actors.length === 2 ? 5 : 3)));

function findings({ outcomes, violations, bound }: Exploration) {
  return { outcomes: [...outcomes.keys()].sort(), violations: violations.map(({ kind }) => kind).sort(), bound };
}

describe.each(Object.entries(REDUCED))("%s", (_, options) => {
  it("finds what brute force finds, in random programs", () => {
    fc.assert(
      fc.property(programs, (code) => {
        const all = explore(new Program(code), BRUTE_FORCE);
        const reduced = explore(new Program(code), { ...options, findAll: true });
        expect(findings(reduced)).toEqual(findings(all));
        expect(reduced.executions).toBeLessThanOrEqual(all.executions);
      }),
      { numRuns: 400, seed: 20160407 },
    );
  });
});

describe("a broken dependency relation", () => {
  it("is noticed: end states are missing when races on one word are ignored", () => {
    let noticed = 0;
    fc.assert(
      fc.property(programs, (code) => {
        const all = findings(explore(new Program(code), BRUTE_FORCE));
        const blind = findings(explore(new Program(code), { cut: "sleep", findAll: true, ignore: (at) => at === 0 }));
        if (JSON.stringify(all) !== JSON.stringify(blind)) noticed++;
      }),
      { numRuns: 400, seed: 20160407 },
    );
    expect(noticed).toBeGreaterThan(20);
  });
});

describe("source sets and sleep sets", () => {
  it("run each Mazurkiewicz trace once, give or take a tenth", () => {
    let traces = 0;
    let executions = 0;
    fc.assert(
      fc.property(programs, (code) => {
        const reduced = explore(new Program(code), { cut: "sleep", findAll: true });
        traces += countTraces(new Program(code));
        executions += reduced.executions + reduced.cut;
      }),
      { numRuns: 200, seed: 1977 },
    );
    expect(executions).toBeLessThanOrEqual(traces * 1.1);
  });
});
