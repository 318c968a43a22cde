/** Programs at random, with loops, under all combinations of options, held to a brute force that has nothing in common with the explorer. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explore } from "../../../src/engine/explore/explore.ts";
import { truths, wrongIn } from "./toy/held_to.ts";
import { wantedOf } from "./toy/language.ts";
import { combinations } from "./toy/options.ts";
import { toys } from "./toy/programs.ts";
import { ToySystem } from "./toy/system.ts";

const STATES = 1500;
/** Each program is tried with one combination of so many, and has no factor in common with the number of choices of any option. */
const SHARE = 7;

describe("random programs with loops", () => {
  const seen = { quiet: 0, rounds: 0, livelocks: 0, deadlocks: 0, wrong: 0 };

  it.each([2005, 2008, 2014, 2017])("end, go wrong and go round as they do, whatever is asked (seed %i)", (seed) => {
    const share = fc.integer({ min: 0, max: SHARE - 1 });
    fc.assert(
      fc.property(toys(), fc.boolean(), share, (toy, undoes, mine) => {
        const truth = truths(toy, STATES);
        const plain = truth(undefined);
        fc.pre(plain !== null);
        if (toy.quiet && toy.code.flat().some((each) => wantedOf(each) !== null)) seen.quiet++;
        if (plain?.hasRound) seen.rounds++;
        if (plain?.wrong.has("livelock")) seen.livelocks++;
        if (plain?.wrong.has("deadlock")) seen.deadlocks++;
        if (plain?.wrong.has("never") || plain?.wrong.has("invariant")) seen.wrong++;
        for (const options of combinations.filter((_, at) => at % SHARE === mine)) {
          const expected = truth(options.maxPreemptions);
          if (expected === null) continue;
          const said = explore(new ToySystem(toy, { undoes }), options);
          expect({ options, wrong: wrongIn(toy, expected, options, said) }).toEqual({ options, wrong: null });
        }
      }),
      { numRuns: 40, seed },
    );
  });

  it("are such that there was something to find", () => {
    for (const often of Object.values(seen)) expect(often).toBeGreaterThanOrEqual(10);
  });
});
