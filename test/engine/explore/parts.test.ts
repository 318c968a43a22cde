/** A search in parts: together they say what the whole says, and a brute force that shares no code with either. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Exploration, explore } from "../../../src/engine/explore/explore.ts";
import { exploringPart, type PartOptions, together } from "../../../src/engine/explore/parts.ts";
import { finish } from "../../../src/engine/explore/slices.ts";
import { truths, wrongIn } from "./toy/held_to.ts";
import type { Toy } from "./toy/language.ts";
import { combinations } from "./toy/options.ts";
import { toys } from "./toy/programs.ts";
import { ToySystem } from "./toy/system.ts";

/** Each program is tried with one combination of so many. */
const SHARE = 5;
const unbounded = combinations.filter((each) => each.maxPreemptions === undefined && each.maxSteps === undefined);

function partsOf(toy: Toy, options: PartOptions, of: number, undoes = true): Exploration[] {
  return Array.from({ length: of }, (_, at) =>
    finish(exploringPart(new ToySystem(toy, { undoes }), options, { number: at + 1, of })),
  );
}
const endsOf = ({ outcomes }: Exploration) => [...outcomes.keys()].sort();
const kindsOf = ({ violations }: Exploration) => violations.map(({ kind }) => kind).sort();

describe("the parts of a search", () => {
  const seen = { rounds: 0, wrong: 0, needed: 0 };

  it.each([1, 2, 3])("come to what there is, whatever is asked: %i of them", (of) => {
    const share = fc.integer({ min: 0, max: SHARE - 1 });
    fc.assert(
      fc.property(toys(), fc.boolean(), share, (toy, undoes, mine) => {
        const truth = truths(toy, 1500)(undefined);
        fc.pre(truth !== null);
        if (truth === null) return;
        for (const options of unbounded.filter((_, at) => at % SHARE === mine)) {
          const parts = partsOf(toy, options, of, undoes);
          const said = together(parts);
          // One that stopped at what it found says nothing of the others.
          const heldTo = { ...said, violations: options.findAll ? said.violations : said.violations.slice(0, 1) };
          expect({ options, wrong: wrongIn(toy, truth, options, heldTo) }).toEqual({ options, wrong: null });
          if (truth.hasRound) seen.rounds++;
          if (truth.wrong.size > 0) seen.wrong++;
          if (options.findAll && parts.some((part) => endsOf(part).length < endsOf(said).length)) seen.needed++;
        }
      }),
      { numRuns: 30, seed: 2026 + of },
    );
  });

  it("were such that there was something to find, and that one part alone would have missed some", () => {
    for (const often of Object.values(seen)) expect(often).toBeGreaterThanOrEqual(10);
  });

  it("say the same each time, and have the ends and the kinds of mistakes of the whole", () => {
    fc.assert(
      fc.property(toys({ large: true }), fc.integer({ min: 1, max: 3 }), (toy, of) => {
        const options = { findAll: true, maxExecutions: 20_000 };
        const whole = explore(new ToySystem(toy), options);
        const said = together(partsOf(toy, options, of));
        expect(together(partsOf(toy, options, of))).toEqual(said);
        fc.pre(whole.bound === null && said.bound === null);
        expect([endsOf(said), kindsOf(said)]).toEqual([endsOf(whole), kindsOf(whole)]);
      }),
      { numRuns: 40, seed: 2026 },
    );
  });

  it("are bounded where one of them is", () => {
    const counts: Toy = {
      code: [0, 1, 2].map(() => [
        { op: "load", word: 0 },
        { op: "add", word: 0, value: 1 },
        { op: "store", word: 1, value: 2 },
      ]),
      invariant: null,
    };
    const [first, second] = partsOf(counts, { findAll: true }, 2) as [Exploration, Exploration];
    const [limited] = partsOf(counts, { findAll: true, maxExecutions: 1 }, 2) as [Exploration];
    expect(together([first, second]).bound).toBeNull();
    expect(together([limited, second]).bound).toBe("1 executions");
  });
});
