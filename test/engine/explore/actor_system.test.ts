/** Systems made of a state, actors and invariants: what is wrong with them is found, and what is bounded is called bounded. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ActorSystem,
  anyOf,
  type Checks,
  type Exploration,
  explore,
  exploreRandomly,
  stepsOf,
} from "../../../src/engine/explore/index.ts";
import { must } from "../../../src/engine/must.ts";

type Words = {
  x: number;
  pair: number[];
};
const word = fc.constantFrom<"x" | 0 | 1>("x", 0, 1);
type Word = typeof word extends fc.Arbitrary<infer T> ? T : never;
const load = (words: Readonly<Words>, of: Word) => (of === "x" ? words.x : must(words.pair[of], "word"));
const store = (words: Words, to: Word, value: number) => {
  if (to === "x") words.x = value;
  else words.pair[to] = value;
};
/** Adds to one word what another one has; `waits`: not before it has something. */
const move = fc.record({ from: word, to: word, plus: fc.integer({ min: 0, max: 2 }), waits: fc.boolean() });
const never = fc.array(fc.record({ of: word, and: word, sum: fc.integer({ min: 1, max: 5 }) }), { maxLength: 2 });
const programs = fc.record({
  actors: fc
    .array(fc.array(move, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 3 })
    .map((actors) => actors.map((moves) => moves.slice(0, 5 - actors.length))),
  never,
  neverInTheEnd: never,
});

function checks(of: typeof never extends fc.Arbitrary<infer T> ? T : never, when: string): Checks<Words> {
  return Object.fromEntries(
    of.map(({ of, and, sum }) => [
      `${of} + ${and} is not ${sum}${when}`,
      (words) => load(words, of) === 0 || load(words, of) + load(words, and) !== sum,
    ]),
  );
}

function systemOf({ actors, never, neverInTheEnd }: typeof programs extends fc.Arbitrary<infer T> ? T : never) {
  return new ActorSystem<Words>({
    words: { x: 0, pair: [0, 0] },
    actors: Object.fromEntries(
      actors.map((moves, n) => [
        `actor ${n}`,
        function* (words) {
          for (const { from, to, plus, waits } of moves) {
            yield waits ? () => load(words, from) > 0 : undefined;
            store(words, to, (load(words, from) + plus) % 4);
          }
        },
      ]),
    ),
    invariants: checks(never, ""),
    end: checks(neverInTheEnd, " in the end"),
  });
}

function findings({ outcomes, violations }: Exploration) {
  return { outcomes: [...outcomes.keys()].sort(), violations: violations.map(({ kind }) => kind).sort() };
}

describe("a system of actors", () => {
  it.each(["sleep", "cache"] as const)(
    "has the ends, deadlocks and broken invariants of brute force (cut: %s)",
    (cut) => {
      let wrong = 0;
      fc.assert(
        fc.property(programs, (program) => {
          const all = findings(explore(systemOf(program), { reduction: "none", cut: "none", findAll: true }));
          expect(findings(explore(systemOf(program), { cut, findAll: true }))).toEqual(all);
          wrong += all.violations.length;
        }),
        { numRuns: 150, seed: 1966 },
      );
      expect(wrong).toBeGreaterThan(50);
    },
  );
});

describe("a counterexample", () => {
  const gate = () =>
    new ActorSystem({
      words: { open: [0, 0], passed: 0 },
      actors: {
        *visitor(words) {
          yield { step: "passes", until: () => words.open[0] === 1 && words.open[1] === 1 };
          words.passed = 1;
          yield;
          yield () => words.passed === 2;
        },
        *porter({ open }) {
          open[0] = 1;
          yield "opens the second";
          open[1] = 1;
        },
      },
      end: { "somebody passed": ({ passed }) => passed > 0 },
    });

  it("tells its steps by their names, and of a step that had to wait, for what", () => {
    expect(stepsOf(gate(), [0, 0, 1, 0, 1, 0, 0, 0])).toEqual([
      "visitor starts",
      "visitor looks, and must wait for open[0]",
      "porter starts",
      "visitor looks, and must wait for open[0] or open[1]",
      "porter opens the second",
      "visitor passes",
      "visitor goes on",
      "visitor looks, and must wait for passed",
    ]);
  });

  it("that is a deadlock says what each actor waits for", () => {
    const { violations } = explore(gate(), { findAll: true, checkSystem: true });
    expect(violations).toMatchObject([{ kind: "deadlock", message: "nobody can go on: visitor waits for passed" }]);
  });
});

describe("a choice of data", () => {
  it.each(["none", "sleep", "cache"] as const)("may come out as any of the values (cut: %s)", (cut) => {
    const system = new ActorSystem({
      words: { chosen: 7, got: 0 },
      actors: {
        chosen: anyOf("chosen", [8, 9]),
        *user(words) {
          words.got = words.chosen;
        },
      },
    });
    const { bound, outcomes } = explore(system, { cut });
    expect(bound).toBeNull();
    expect([...outcomes.keys()].sort()).toEqual(["chosen 9, got 7", "chosen 9, got 8", "chosen 9, got 9"]);
  });
});

/** One goes round until the other lets it go, and that one never does. */
const spinning = (rounds: number) =>
  new ActorSystem({
    words: { go: 0 },
    actors: {
      *spinner(words) {
        for (let round = 0; round < rounds && words.go === 0; round++) yield;
      },
      *other(words) {
        words.go = 0;
        yield;
      },
    },
  });

describe("a run without end", () => {
  it("is no progress where it does not end when everybody gets a turn", () => {
    const { bound, violations } = explore(spinning(Number.POSITIVE_INFINITY));
    expect(bound).toBe("the first violation");
    expect(violations).toMatchObject([{ kind: "no-progress" }]);
    expect(violations[0]?.message).toMatch(/^not finished after 4000 steps/);
    const [random] = exploreRandomly(spinning(Number.POSITIVE_INFINITY), { seed: 1, runs: 1 }).violations;
    expect(random).toMatchObject({ kind: "no-progress" });
  });

  it("is a bound, and unfair, where it ends when everybody gets a turn", () => {
    const long = new ActorSystem({
      words: { go: 0 },
      actors: {
        *spinner(words) {
          while (words.go === 0) yield;
        },
        *other(words) {
          words.go = 1;
        },
      },
    });
    expect(explore(long, { findAll: true })).toMatchObject({
      bound: "2000 steps",
      violations: [],
      unfair: { kind: "unfair", message: "not finished after 2000 steps, though it ends when everybody gets a turn" },
      outcomes: { size: 1 },
    });
  });

  it("is a bound where somebody set it, and nothing is said to be wrong", () => {
    for (const cut of ["none", "sleep", "cache"] as const) {
      expect(explore(spinning(30), { cut, maxSteps: 20 })).toMatchObject({ bound: "20 steps", violations: [] });
      expect(explore(spinning(30), { cut, maxSteps: 40 })).toMatchObject({ bound: null, violations: [] });
    }
  });
});

describe("random orders", () => {
  it("name each bound that they ran into", () => {
    const options = { seed: 3, runs: 10 };
    expect(exploreRandomly(spinning(30), options).bound).toBe("10 random runs, seed 3");
    const short = exploreRandomly(spinning(30), { ...options, maxSteps: 5 });
    expect(short).toMatchObject({ bound: "10 random runs of at most 5 steps, seed 3", violations: [], executions: 10 });
    let time = 0;
    // The clock ticks at each look: some runs are finished in this time, and not all.
    const timed = exploreRandomly(spinning(30), { ...options, maxTime: 200, now: () => time++ });
    expect(timed.bound).toBe(`${timed.executions} random runs in 0.2 s, seed 3`);
    expect(timed.executions).toBeGreaterThan(0);
    expect(timed.executions).toBeLessThan(10);
  });
});
