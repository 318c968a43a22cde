/** What an actor says it remembers, instead of all that it ever loaded: fewer states, the same findings, and a check that finds who says too little. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ActorSystem } from "../../../src/engine/explore/actor_system.ts";
import { ContractError } from "../../../src/engine/explore/contract.ts";
import { explore } from "../../../src/engine/explore/explore.ts";
import type { Pause } from "../../../src/engine/explore/pauses.ts";
import { beginning, ToyActors } from "./toy/actors.ts";
import { truths, wrongIn } from "./toy/held_to.ts";
import { combinations } from "./toy/options.ts";
import { toys } from "./toy/programs.ts";

/** Peterson's mutual exclusion, over and over. */
function peterson(rounds: number, says: boolean) {
  const process = (me: 0 | 1, other: 0 | 1) =>
    function* (words: { turn: number; wants: number[]; inside: number }): Generator<Pause, void> {
      for (let round = 1; round <= rounds; round++) {
        const known = says ? { remembers: [round] } : {};
        if (round > 1) yield { step: "begins again", ...known };
        words.wants[me] = 1;
        yield { step: "gives way", ...known };
        words.turn = other;
        yield { step: "waits", until: () => words.wants[other] === 0 || words.turn === me, ...known };
        yield { step: "enters", ...known };
        words.inside += 1;
        yield { step: "leaves", ...known };
        words.inside -= 1;
        words.wants[me] = 0;
      }
    };
  return new ActorSystem({
    words: { turn: 0, wants: [0, 0], inside: 0 },
    actors: { A: process(0, 1), B: process(1, 0) },
    invariants: { "at most one is inside": ({ inside }) => inside <= 1 },
  });
}

/** Each adds the number of a round to a word, in two steps, and tells what it remembers in between. */
function adding(remembers: (round: number, loaded: number) => readonly number[]) {
  const actor = function* (words: { sum: number; turns: number }): Generator<Pause, void> {
    for (let round = 1; round <= 2; round++) {
      yield { step: "loads", remembers: [round] };
      const loaded = words.sum;
      yield { step: "stores", remembers: remembers(round, loaded) };
      words.sum = loaded + round;
    }
  };
  return new ActorSystem({ words: { sum: 0, turns: 0 }, actors: { A: actor, B: actor } });
}
const endsOf = (system: ActorSystem<{ sum: number; turns: number }>) =>
  [...explore(system, { findAll: true }).outcomes.keys()].sort();

it("tells a step that bears the name of an end from one", () => {
  const named = (step: string) =>
    new ActorSystem({
      words: { x: 0 },
      actors: {
        *A(words: { x: number }): Generator<Pause, void> {
          words.x = 0;
          if (words.x === 0) yield { step, remembers: [] };
          words.x = 1;
        },
        *B(words: { x: number }): Generator<Pause, void> {
          yield "looks";
          words.x += 0;
        },
      },
      invariants: { "x stays": ({ x }) => x === 0 },
    });
  const found = (step: string) => explore(named(step), { findAll: true }).violations.map(({ kind }) => kind);
  expect(found("done")).toEqual(found("other"));
  expect(found("done")).not.toEqual([]);
});

describe("Peterson, several times", () => {
  it("has no more states with 4 rounds than spin has", () => {
    const { bound, violations, states } = explore(peterson(4, true));
    expect({ bound, violations }).toEqual({ bound: null, violations: [] });
    expect(states).toBeLessThanOrEqual(826);
  });

  it("has far more where nothing is said, and the same ends", () => {
    const [told, untold] = [explore(peterson(2, true)), explore(peterson(2, false))];
    expect(untold.states).toBeGreaterThan(5 * told.states);
    expect([...told.outcomes.keys()].sort()).toEqual([...untold.outcomes.keys()].sort());
  });
});

describe("an actor that says what it remembers", () => {
  const seen = { rounds: 0, wrong: 0, fewer: 0 };

  it.each([1, 2])("ends, goes wrong and goes round as brute force has it, whatever is asked (seed %i)", (seed) => {
    fc.assert(
      fc.property(toys(), fc.integer({ min: 0, max: 12 }), (generated, mine) => {
        const toy = beginning(generated);
        const truth = truths(toy, 400);
        fc.pre(truth(undefined) !== null);
        if (truth(undefined)?.hasRound) seen.rounds++;
        if ((truth(undefined)?.wrong.size ?? 0) > 0) seen.wrong++;
        for (const options of combinations.filter((_, at) => at % 13 === mine)) {
          const expected = truth(options.maxPreemptions);
          if (expected === null) continue;
          const said = explore(new ToyActors(toy, (register) => [register]), options);
          expect({ options, wrong: wrongIn(toy, expected, options, said) }).toEqual({ options, wrong: null });
        }
      }),
      { numRuns: 10, seed },
    );
  });

  it("passes the check wherever what it says is enough", () => {
    fc.assert(
      fc.property(toys(), (toy) => {
        const all = { checkSystem: true, maxSteps: 8 };
        const found = explore(new ToyActors(beginning(toy), (register) => [register]), all);
        const untold = explore(new ToyActors(beginning(toy), null), { maxSteps: 8 });
        if (found.states < untold.states) seen.fewer++;
        expect([...found.outcomes.keys()].sort()).toEqual([...untold.outcomes.keys()].sort());
      }),
      { numRuns: 3, seed: 7 },
    );
  });

  it("was tried where there was something to find", () => {
    for (const often of Object.values(seen)) expect(often).toBeGreaterThan(0);
  });
});

describe("an actor that says too little", () => {
  it("is explored wrongly, and found by the check, with the order that leads there", () => {
    const right = adding((round, loaded) => [round, loaded]);
    const wrong = adding((round) => [round]);
    expect(endsOf(wrong)).not.toEqual(endsOf(right));
    expect(() => explore(right, { checkSystem: true })).not.toThrow();
    const check = () => explore(wrong, { checkSystem: true });
    expect(check).toThrow(ContractError);
    expect(check).toThrow(/[AB] forgets what it needs: "stores" goes on in two ways.*remembers/);
  });

  it("is found where only the name of what comes next depends on it", () => {
    const actor = function* (words: { x: number }): Generator<Pause, void> {
      const loaded = words.x;
      yield { step: "looks", remembers: [] };
      if (loaded === 0) yield "goes one way";
      words.x = 1;
    };
    const system = new ActorSystem({ words: { x: 0 }, actors: { A: actor, B: actor } });
    expect(() => explore(system, { checkSystem: true })).toThrow(/"looks" goes on in two ways/);
  });
});
