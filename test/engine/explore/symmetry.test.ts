/** Equal actors that begin in their order: the same is found as without that, held to a brute force that has nothing in common with the explorer. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ActorSystem } from "../../../src/engine/explore/actor_system.ts";
import { ContractError } from "../../../src/engine/explore/contract.ts";
import { explore } from "../../../src/engine/explore/explore.ts";
import { must } from "../../../src/engine/must.ts";
import { truths, wrongIn } from "./toy/held_to.ts";
import type { Toy } from "./toy/language.ts";
import { combinations } from "./toy/options.ts";
import { toys } from "./toy/programs.ts";
import { ToySystem } from "./toy/system.ts";

const STATES = 1500;
const SHARE = 7;

/** An end of a toy names the register of each actor. */
class Equal extends ToySystem {
  readonly equal: readonly (readonly number[])[];
  constructor(toy: Toy, undoes: boolean) {
    super(toy, { undoes });
    const texts = toy.code.map((each) => JSON.stringify(each));
    this.equal = [...new Set(texts)].map((text) => [...texts.keys()].filter((actor) => texts[actor] === text));
  }
  renamed(outcome: string, as: readonly number[]): string {
    const [words, registers = ""] = outcome.split(" ");
    const before = registers.split(",");
    return `${words} ${before.map((_, actor) => before[as.indexOf(actor)])}`;
  }
}

/** Two or three actors, of which two or all have one program. */
const twins = fc.tuple(toys(), fc.boolean()).map(
  ([toy, all]): Toy => ({
    ...toy,
    code: [must(toy.code[0], "code"), must(toy.code[all ? 0 : 1], "code"), must(toy.code[0], "code")].slice(
      0,
      all ? 2 : 3,
    ),
  }),
);

describe("equal actors that begin in their order", () => {
  const seen = { ends: 0, wrong: 0, rounds: 0, fewer: 0 };

  it.each([1, 2, 3])("end, go wrong and go round as they do, whatever else is asked (seed %i)", (seed) => {
    fc.assert(
      fc.property(twins, fc.boolean(), fc.integer({ min: 0, max: SHARE - 1 }), (toy, undoes, mine) => {
        const truth = truths(toy, STATES);
        const plain = truth(undefined);
        fc.pre(plain !== null);
        if (plain && plain.ends.size > 1) seen.ends++;
        if (plain && plain.wrong.size > 0) seen.wrong++;
        if (plain?.hasRound) seen.rounds++;
        for (const options of combinations.filter((_, at) => at % SHARE === mine)) {
          const expected = truth(options.maxPreemptions);
          if (expected === null) continue;
          const said = explore(new Equal(toy, undoes), { ...options, symmetry: true });
          expect({ options, wrong: wrongIn(toy, expected, options, said) }).toEqual({ options, wrong: null });
        }
        const states = (symmetry: boolean) => explore(new Equal(toy, undoes), { findAll: true, symmetry }).states;
        if (states(true) < states(false)) seen.fewer++;
      }),
      { numRuns: 40, seed },
    );
  });

  it("are such that there was something to find, and to leave out", () => {
    for (const often of Object.values(seen)) expect(often).toBeGreaterThanOrEqual(10);
  });
});

describe("actors with one function", () => {
  const counting = (actors: number) => {
    const actor = function* (words: { counter: number }) {
      const loaded = words.counter;
      yield "stores";
      words.counter = loaded + 1;
    };
    const all = Object.fromEntries(Array.from({ length: actors }, (_, at) => [`actor ${at}`, actor]));
    return new ActorSystem({ words: { counter: 0 }, actors: all });
  };

  // Ways to pair 2n things, where all orders are (n!)².
  it.each([
    [2, 3, 4],
    [3, 15, 36],
    [4, 105, 576],
  ])("are equal: %i of them have %i orders in place of %i", (actors, few, all) => {
    const orders = (symmetry: boolean) => explore(counting(actors), { cut: "sleep", symmetry, checkSystem: true });
    expect([orders(true).executions, orders(false).executions]).toEqual([few, all]);
    expect([...orders(true).outcomes.keys()].sort()).toEqual([...orders(false).outcomes.keys()].sort());
  });
});

describe("actors that are not equal", () => {
  class Wrong extends ToySystem {
    readonly equal = [[0, 1]];
  }
  it("are found out by whoever asks for it", () => {
    const toy: Toy = {
      code: [[{ op: "add", word: 0, value: 1 }], [{ op: "claim", word: 0, value: 2 }]],
      invariant: null,
    };
    expect(() => explore(new Wrong(toy), { symmetry: true, checkSystem: true })).toThrow(ContractError);
    expect(() =>
      explore(new Equal({ ...toy, code: [must(toy.code[0], "code"), must(toy.code[0], "code")] }, true), {
        symmetry: true,
        checkSystem: true,
      }),
    ).not.toThrow();
  });
});
