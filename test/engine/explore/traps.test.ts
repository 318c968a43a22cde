/** What a user of the explorer can run into: nothing of it is silent. */

import { describe, expect, it } from "vitest";
import { ActorSystem } from "../../../src/engine/explore/actor_system.ts";
import { MAX_ACTORS } from "../../../src/engine/explore/actors.ts";
import { type ExploreOptions, explore } from "../../../src/engine/explore/explore.ts";
import { exploreRandomly } from "../../../src/engine/explore/random.ts";
import { shortest } from "../../../src/engine/explore/shortest.ts";
import { must } from "../../../src/engine/must.ts";

type Words = Record<string, number>;

/** All store to a word of their own, and the last two to one word. */
function crowd(actors: number) {
  const stores = (actor: number) => (actor < actors - 2 ? `own${actor}` : "x");
  const all = Array.from({ length: actors }, (_, actor) => actor);
  return new ActorSystem<Words>({
    words: Object.fromEntries(["x", ...all.map((actor) => `own${actor}`)].map((word) => [word, 0])),
    actors: Object.fromEntries(
      all.map((actor) => [
        `actor ${actor}`,
        function* (words: Words) {
          words[stores(actor)] = actor;
        },
      ]),
    ),
  });
}

describe("many actors", () => {
  it.each([2, 8, 9, 12, MAX_ACTORS])("are told apart: the last two of %i race", (actors) => {
    for (const cut of ["sleep", "cache"] as const) {
      expect(explore(crowd(actors), { cut })).toMatchObject({ bound: null, executions: 2, outcomes: { size: 2 } });
    }
  });

  it("are refused where there are more than can be told apart", () => {
    const ways = [
      () => explore(crowd(MAX_ACTORS + 1)),
      () => exploreRandomly(crowd(MAX_ACTORS + 1), { seed: 1, runs: 1 }),
      () => shortest(crowd(MAX_ACTORS + 1), { goal: () => true, atMost: 9 }),
    ];
    for (const way of ways) expect(way).toThrow("at most 16 actors, and this system has 17: leave some out");
  });
});

describe("two stores to one word", () => {
  const options: ExploreOptions[] = [
    {},
    { reduction: "none" },
    { reduction: "none", cut: "sleep" },
    { maxPreemptions: 5 },
    { maxPreemptions: 5, cut: "sleep" },
    { maxPreemptions: 5, cut: "none" },
  ];
  it.each(options)("have two ends with %o", (how) => {
    expect(explore(crowd(2), how)).toMatchObject({ bound: null, outcomes: { size: 2 } });
  });

  // (more 10, place 12) and (more 12, place 10) were one key once, in which an end was lost.
  const pouring = () =>
    new ActorSystem({
      words: { x: 0, y: 0, z: 0, seen: 0 },
      actors: {
        *pours(words) {
          words.y += words.x;
          words.x = 0;
          yield;
          words.y += words.z;
          words.z = 0;
          yield;
        },
        *looks(words) {
          words.seen = words.y;
        },
        *fills(words) {
          words.x += 2;
          yield;
          words.z = 1;
        },
      },
    });
  it.each([...options, { maxPreemptions: 99 }])("that two others fill and look at have eight ends with %o", (how) => {
    expect(explore(pouring(), how)).toMatchObject({ bound: null, violations: [], outcomes: { size: 8 } });
  });
});

it("a system without actors has one end, its start", () => {
  const nobody = new ActorSystem<Words>({ words: { x: 1 }, actors: {} });
  expect([...explore(nobody).outcomes.keys()]).toEqual(["x 1"]);
});

describe("an invariant", () => {
  const broken = () =>
    new ActorSystem({
      words: { x: 1 },
      actors: {
        *actor(words) {
          words.x = 0;
        },
      },
      invariants: { "x is 0": ({ x }) => x === 0 },
    });
  const found = { kind: "x is 0", choices: [] };

  it("is looked at before anybody has taken a step", () => {
    for (const findAll of [true, false]) expect(explore(broken(), { findAll }).violations).toMatchObject([found]);
    expect(exploreRandomly(broken(), { seed: 1, runs: 3 }).violations).toMatchObject([found]);
    expect(shortest(broken(), { goal: (violation) => violation !== null, atMost: 5 })).toMatchObject({ choices: [] });
  });
});

describe("an exception", () => {
  const throwing = (where: "actor" | "invariant" | "condition") =>
    new ActorSystem({
      words: { x: 0 },
      actors: {
        *first(words) {
          yield where === "condition" ? () => words.x === 0 || fail() : undefined;
          if (where === "actor" && words.x === 1) fail();
        },
        *second(words) {
          words.x = 1;
        },
      },
      invariants: { "nobody asks": ({ x }) => where !== "invariant" || x === 0 || fail() },
    });
  const fail = (): never => {
    throw new Error("not this");
  };

  it.each(["actor", "condition"] as const)("in an %s is a violation, with the order that leads there", (where) => {
    const { violations } = explore(throwing(where));
    expect(violations).toMatchObject([{ kind: "Error: not this", choices: [1, 0, 0] }]);
    expect(violations[0]?.message).toMatch(/^first threw Error: not this/);
  });

  it("in an invariant comes out with the order that leads there", () => {
    for (const way of [
      () => explore(throwing("invariant")),
      () => exploreRandomly(throwing("invariant"), { seed: 1, runs: 50 }),
      () => shortest(throwing("invariant"), { goal: () => false, atMost: 9 }),
    ]) {
      expect(way).toThrow(expect.objectContaining({ message: "not this", choices: expect.arrayContaining([1]) }));
    }
  });
});

describe("the words of a system of actors", () => {
  const ends = (state: Words, stores: (words: Words) => void) => {
    const system = new ActorSystem<Words>({
      words: state,
      actors: {
        *actor(words) {
          stores(words);
        },
      },
    });
    const { outcomes, violations } = explore(system);
    return [...outcomes.keys(), ...violations.map(({ kind }) => kind)];
  };

  it("have 32 bits from the start", () => {
    expect(ends({ x: 2 ** 31, y: 1.5 }, (words) => (words.y = must(words.y, "y")))).toEqual(["x -2147483648, y 1"]);
  });

  it("are those that it was made with: others would be shared behind the explorer's back", () => {
    expect(ends({ x: 0 }, (words) => (words.z = 1))).toEqual([expect.stringMatching(/^TypeError: .*z/)]);
  });

  it("stay as many in an array", () => {
    const longer = ({ row }: { row: number[] }) => {
      row[2] = 1;
    };
    const system = new ActorSystem({
      words: { row: [0, 0] },
      actors: {
        *actor(words) {
          longer(words);
        },
      },
    });
    expect(explore(system).violations).toMatchObject([{ kind: expect.stringMatching(/^TypeError: .*2/) }]);
  });
});
