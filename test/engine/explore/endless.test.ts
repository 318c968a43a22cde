/** What comes back to where it was, or goes on and on: everything after it is found, and the verdict says whose fault it is. */
import { describe, expect, it } from "vitest";
import { type ExploreOptions, explore } from "../../../src/engine/explore/explore.ts";
import { exploreRandomly } from "../../../src/engine/explore/random.ts";
import type { Toy } from "./toy/language.ts";
import { ToySystem } from "./toy/system.ts";

const CUTS: ExploreOptions[] = [
  {},
  { reduction: "none" },
  { cut: "sleep" },
  { cut: "none" },
  { maxPreemptions: 50 },
  { maxSteps: 12 },
  { cut: "sleep", maxSteps: 12 },
];
const all = (toy: Toy, options: ExploreOptions) => explore(new ToySystem(toy), { ...options, findAll: true });

/** Spins until word 0 is no longer 0. */
const SPIN = [{ op: "load", word: 0 } as const, { op: "jump", value: 0, to: 0 } as const];

const SPINNER: Toy = {
  code: [
    [...SPIN, { op: "store", word: 1, value: 1 }],
    [
      { op: "store", word: 0, value: 1 },
      { op: "store", word: 2, value: 1 },
    ],
  ],
  invariant: null,
};

describe.each(CUTS)("an actor that spins until another one lets it go, with %o", (options) => {
  it("is found to end, and to go round only in an unfair order", () => {
    const { bound, outcomes, violations, unfair } = all(SPINNER, options);
    expect({ bound, violations, ends: [...outcomes.keys()] }).toEqual({
      bound: null,
      violations: [],
      ends: ["1,1,1,0 1,0"],
    });
    expect(unfair?.message).toMatch(/^actor 0 can go round for ever only if actor 1 never gets a turn/);
  });

  it("shows what goes wrong after the loop", () => {
    const broken = { ...SPINNER, invariant: { word: 1, value: 1, other: 2, otherValue: 0 } };
    expect(all(broken, options).violations.map(({ kind }) => kind)).toEqual(["invariant"]);
  });

  it("is a livelock where nobody lets it go", () => {
    const forever: Toy = { code: [SPIN, [{ op: "store", word: 2, value: 1 }]], invariant: null };
    const { bound, violations } = all(forever, options);
    expect(bound).toBe(null);
    expect(violations).toMatchObject([{ kind: "livelock" }]);
    expect(violations[0]?.message).toMatch(/^actor 0 can go round for ever, though everybody gets a turn/);
  });
});

describe("two that always give way to each other", () => {
  /** Raises a flag, looks at the other's, and takes its own back if that is up. */
  const polite = (mine: number, other: number): Toy["code"][number] => [
    { op: "store", word: mine, value: 1 },
    { op: "load", word: other },
    { op: "jump", value: 0, to: 5 },
    { op: "store", word: mine, value: 0 },
    { op: "jump", value: 1, to: 0 },
  ];

  it("are a livelock, in which both take steps", () => {
    const { violations } = explore(new ToySystem({ code: [polite(0, 1), polite(1, 0)], invariant: null }));
    expect(violations).toMatchObject([{ kind: "livelock" }]);
    expect(violations[0]?.message).toMatch(/^actor 0 and actor 1 can go round for ever/);
    expect(new Set(violations[0]?.choices)).toEqual(new Set([0, 1]));
  });
});

describe("random orders of a spinner", () => {
  it("come to its end", () => {
    const { violations, outcomes } = exploreRandomly(new ToySystem(SPINNER), { seed: 1, runs: 20, findAll: true });
    expect({ violations, ends: outcomes.size }).toEqual({ violations: [], ends: 1 });
  });
});

describe("a limit to steps", () => {
  /** The end takes 6 steps. */
  const line: Toy = {
    code: [0, 1].map((word) => [1, 2, 3].map((value) => ({ op: "store", word, value }))),
    invariant: null,
  };

  it.each(CUTS.filter(({ maxSteps }) => maxSteps === undefined))(
    "leaves out what takes more, and no state on the way there, with %o",
    (options) => {
      expect(all(line, { ...options, maxSteps: 5 })).toMatchObject({ bound: "5 steps", outcomes: new Map() });
      expect(all(line, { ...options, maxSteps: 6 })).toMatchObject({ bound: null, outcomes: { size: 1 } });
    },
  );
});
