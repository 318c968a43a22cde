/** Waiting that takes no step: a lock that is taken in turn costs as many executions as there are turns, and nothing is missed for it. */
import { describe, expect, it } from "vitest";
import { ActorSystem } from "../../../src/engine/explore/actor_system.ts";
import { explore } from "../../../src/engine/explore/explore.ts";
import { takingTurns } from "../../../src/tools/bench/explore/published.ts";
import { truths, wrongIn } from "./toy/held_to.ts";
import type { Instruction } from "./toy/language.ts";
import { combinations } from "./toy/options.ts";
import { ToySystem } from "./toy/system.ts";
import { countTraces } from "./traces.ts";

describe("a lock that is taken in turn", () => {
  it.each([
    [2, 2],
    [3, 6],
    [4, 24],
  ])("by %i comes in %i orders where nobody looks at it first", (actors, orders) => {
    const run = (cut: "sleep" | "cache", looks = false) => explore(takingTurns(actors, { looks }), { cut });
    expect(run("sleep")).toMatchObject({ bound: null, executions: orders, cut: 0 });
    expect(run("cache").outcomes.size).toBe(orders);
    expect(run("sleep", true).executions).toBe(orders ** 2);
    expect(run("cache").states).toBeLessThan(run("cache", true).states);
  });

  it("comes in as many orders as differ by more than independent steps, by brute force", () => {
    expect(countTraces(takingTurns(2))).toBe(2);
    expect(countTraces(takingTurns(2, { looks: true }))).toBe(4);
  });

  it("ends in the same ways whether anybody looks or not, and keeps to the contract", () => {
    const ends = (looks: boolean) =>
      [...explore(takingTurns(3, { looks }), { checkSystem: true }).outcomes.keys()].sort();
    expect(ends(false)).toEqual(ends(true));
  });
});

const store = (word: number, value: number): Instruction => ({ op: "store", word, value });
const spill = (word: number, value: number): Instruction => ({ op: "spill", word, value });
const add = (word: number, value: number): Instruction => ({ op: "add", word, value });
const claim = (word: number, value: number): Instruction => ({ op: "claim", word, value });
const load = (word: number): Instruction => ({ op: "load", word });
const lock = (word: number): Instruction => ({ op: "lock", word });
const waits = (word: number, value: number): Instruction => ({ op: "await", word, value });
const guarded = (word: number, other: number): Instruction => ({ op: "guarded", word, other });
const either = (word: number, other: number): Instruction => ({ op: "either", word, other });
const never = (value: number): Instruction => ({ op: "never", value });
/** Touches no word. */
const nothing: Instruction = { op: "jump", value: 3, to: 0 };

/** Each was missed by some way to leave out the look: what it takes is in the name. */
const missed: [string, Instruction[][]][] = [
  [
    "a store to a lock that nobody holds",
    [[store(3, 0), store(1, 1)], [spill(0, 0)], [either(1, 0), claim(1, 1)], [add(0, 1), lock(3)]],
  ],
  [
    "two words, of which either opens the way",
    [[either(1, 2), load(1)], [claim(2, 1)], [load(2), add(1, 1), never(1)]],
  ],
  [
    "a way that was open before it was shut for good",
    [[claim(2, 2)], [add(2, 1), store(2, 0), lock(3)], [waits(2, 2)]],
  ],
  [
    "a step that would touch more than it waits for",
    [[store(1, 1)], [nothing, store(3, 1)], [guarded(3, 1)], [store(1, 0)]],
  ],
  ["somebody who waits while all others sleep", [[store(0, 1)], [store(1, 1), guarded(3, 0)], [load(1), store(3, 1)]]],
  [
    "the same, where the way opens late",
    [[guarded(3, 1)], [waits(1, 1), load(2)], [store(2, 1), load(1)], [store(1, 1)]],
  ],
  [
    "a lock that is never given back",
    [[claim(1, 2)], [nothing, lock(3)], [store(1, 1), guarded(3, 1)], [store(1, 2), store(1, 0)]],
  ],
];

describe.each(missed)("nothing is missed of %s", (_, code) => {
  it.each([true, false])("without a look or with one (%s)", (quiet) => {
    const toy = { code, quiet, invariant: null };
    const truth = truths(toy, 10_000);
    for (const [at, options] of combinations.entries()) {
      const expected = truth(options.maxPreemptions);
      if (expected === null) continue;
      const said = explore(new ToySystem(toy, { undoes: at % 2 === 0 }), options);
      expect({ options, wrong: wrongIn(toy, expected, options, said) }).toEqual({ options, wrong: null });
    }
  });
});

describe("a wait without a look", () => {
  const waiting = (until: (words: { a: number; b: number }) => boolean) =>
    new ActorSystem({
      words: { a: 0, b: 0 },
      actors: {
        *waits(words) {
          yield;
          yield { step: "goes on", until: () => until(words), looks: false };
        },
        *stores(words) {
          words.a = 1;
          yield;
          words.b = 1;
        },
      },
    });

  it.each<[string, RegExp, (words: { a: number; b: number }) => boolean]>([
    ["two words", /"goes on" waits without a look.*asks for a, b/, ({ a, b }) => a + b > 0],
    ["a second word now and then", /asks for a, b/, ({ a, b }) => a === 0 || b === 1],
    ["no word", /asks for none/, () => true],
  ])("is refused for %s", (_, message, until) => {
    expect(() => explore(waiting(until))).toThrow(message);
  });

  it("is a deadlock where nobody opens the way, and says for what it waits", () => {
    const [found] = explore(waiting(({ a }) => a === 2)).violations;
    expect(found?.message).toBe("nobody can go on: waits waits for a");
  });

  /** What it waits for changes in the very step that the gate lets through. */
  const turning = () =>
    new ActorSystem({
      words: { turn: 0, x: 0, read: 9 },
      actors: {
        *shuts(words) {
          words.turn = 1;
          yield;
          words.x = 1;
          yield;
          words.turn = 0;
        },
        *reads(words) {
          let mine = 0;
          yield { step: "reads", until: () => words.turn === mine, looks: false };
          mine = 5;
          words.read = words.x;
        },
      },
    });
  it.each(["sleep", "cache", "none"] as const)("is asked as the actor stood before its step (%s)", (cut) => {
    const ends = (reduction: "none" | "dpor") =>
      [...explore(turning(), { cut, reduction, findAll: true }).outcomes.keys()].sort();
    expect(ends("none")).toHaveLength(2);
    expect(ends("dpor")).toEqual(ends("none"));
  });
});
