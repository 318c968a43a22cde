/** Programs at random, with loops, under all combinations of options, held to a brute force that has nothing in common with the explorer. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExploreOptions, explore } from "../../src/explore/explore.ts";
import { truths, wrongIn } from "./toy/held_to.ts";
import type { Toy } from "./toy/language.ts";
import { combinations } from "./toy/options.ts";
import { toys } from "./toy/programs.ts";
import { ToySystem } from "./toy/system.ts";

const STATES = 1500;

describe("random programs with loops", () => {
  it("end, go wrong and go round as they do, whatever is asked", () => {
    const seen = { programs: 0, rounds: 0, livelocks: 0, deadlocks: 0, wrong: 0 };
    fc.assert(
      fc.property(toys(), fc.boolean(), (toy, undoes) => {
        const truth = truths(toy, STATES);
        const plain = truth(undefined);
        fc.pre(plain !== null);
        seen.programs++;
        if (plain?.hasRound) seen.rounds++;
        if (plain?.wrong.has("livelock")) seen.livelocks++;
        if (plain?.wrong.has("deadlock")) seen.deadlocks++;
        if (plain?.wrong.has("never") || plain?.wrong.has("invariant")) seen.wrong++;
        for (const options of combinations) expect(heldTo(toy, truth, options, undoes)).toBe(null);
      }),
      { numRuns: 60, seed: 2014 },
    );
    expect(seen).toEqual({});
  });
});

function heldTo(toy: Toy, truth: ReturnType<typeof truths>, options: ExploreOptions, undoes: boolean): string | null {
  const expected = truth(options.maxPreemptions);
  if (expected === null) return null;
  const wrong = wrongIn(toy, expected, options, explore(new ToySystem(toy, { undoes }), options));
  return wrong === null ? null : `${JSON.stringify(options)}: ${wrong}`;
}
