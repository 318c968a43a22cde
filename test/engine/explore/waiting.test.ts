/** Waiting that takes no step: a lock that is taken in turn costs as many executions as there are turns, and nothing is missed for it. */
import { describe, expect, it } from "vitest";
import { ActorSystem } from "../../../src/engine/explore/actor_system.ts";
import { explore } from "../../../src/engine/explore/explore.ts";
import { truths, wrongIn } from "./toy/held_to.ts";
import type { Instruction } from "./toy/language.ts";
import { combinations } from "./toy/options.ts";
import { ToySystem } from "./toy/system.ts";
import { countTraces } from "./traces.ts";

/** Each does something of its own, and then takes the lock, uses it and gives it back. */
const takingTurns = (actors: number, looks: boolean) =>
  new ActorSystem({
    words: { lock: 0, order: 0, own: Array.from({ length: actors }, () => 0) },
    actors: Object.fromEntries(
      Array.from({ length: actors }, (_, me) => [
        `actor ${me}`,
        function* (words: { lock: number; order: number; own: number[] }) {
          words.own[me] = 1;
          yield { step: "takes it", until: () => words.lock === 0, ...(!looks && { looks: false as const }) };
          words.lock = 1;
          yield "uses it";
          words.order = words.order * actors + me;
          yield "gives it back";
          words.lock = 0;
        },
      ]),
    ),
  });

describe("a lock that is taken in turn", () => {
  it.each([
    [2, 2],
    [3, 6],
    [4, 24],
  ])("by %i comes in %i orders where nobody looks at it first", (actors, orders) => {
    const run = (cut: "sleep" | "cache", looks = false) => explore(takingTurns(actors, looks), { cut });
    expect(run("sleep")).toMatchObject({ bound: null, executions: orders, cut: 0 });
    expect(run("cache").outcomes.size).toBe(orders);
    expect(run("sleep", true).executions).toBe(orders ** 2);
    expect(run("cache").states).toBeLessThan(run("cache", true).states);
  });

  it("comes in as many orders as differ by more than independent steps, by brute force", () => {
    expect(countTraces(takingTurns(2, false))).toBe(2);
    expect(countTraces(takingTurns(2, true))).toBe(4);
  });

  it("ends as well whether anybody looks or not, and is not given back by whoever forgets it", () => {
    const ends = (looks: boolean) => [...explore(takingTurns(3, looks), { checkSystem: true }).outcomes.keys()].sort();
    expect(ends(false)).toEqual(ends(true));
  });
});

/** "lock 3; store 1 1" */
function code(text: string): Instruction[] {
  const names: Record<string, string[]> = {
    store: ["word", "value"],
    spill: ["word", "value"],
    add: ["word", "value"],
    claim: ["word", "value"],
    await: ["word", "value"],
    guarded: ["word", "other"],
    either: ["word", "other"],
    jump: ["value", "to"],
    never: ["value"],
  };
  return text.split("; ").map((each) => {
    const [op = "", ...numbers] = each.split(" ");
    const fields = (names[op] ?? ["word"]).map((name, at) => [name, Number(numbers[at])]);
    return { op, ...Object.fromEntries(fields) } as Instruction;
  });
}

/** Each was missed by some way to leave out the look: what it takes is in the name. */
const missed: [string, string[]][] = [
  [
    "a store to a lock that nobody holds",
    ["store 3 0; store 1 1", "spill 0 0", "either 1 0; claim 1 1", "add 0 1; lock 3"],
  ],
  ["two words, of which either opens the way", ["either 1 2; load 1", "claim 2 1", "load 2; add 1 1; never 1"]],
  ["a way that was open before it was shut for good", ["claim 2 2", "add 2 1; store 2 0; lock 3", "await 2 2"]],
  ["a step that would touch more than it waits for", ["store 1 1", "jump 1 0; store 3 1", "guarded 3 1", "store 1 0"]],
  ["somebody who waits while all others sleep", ["store 0 1", "store 1 1; guarded 3 0", "load 1; store 3 1"]],
  ["the same, where the way opens late", ["guarded 3 1", "await 1 1; load 2", "store 2 1; load 1", "store 1 1"]],
  [
    "a lock that is never given back",
    ["claim 1 2", "jump 1 0; lock 3", "store 1 1; guarded 3 1", "store 1 2; store 1 0"],
  ],
  ["what is done beside a lock", ["lock 3; store 3 0", "load 1; guarded 3 0; load 0", "store 0 2; store 1 1"]],
];

describe.each(missed)("nothing is missed of %s", (_, actors) => {
  it.each([true, false])("without a look or with one (%s)", (quiet) => {
    const toy = { code: actors.map(code), quiet, invariant: null };
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
});
