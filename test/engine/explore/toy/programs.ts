/** Toys at random: with loops, locks, and now and then something wrong. Small enough to try every order of what ends. */

import fc from "fast-check";
import { must } from "../../../../src/engine/must.ts";
import type { Instruction, Toy } from "./language.ts";

const word = fc.integer({ min: 0, max: 2 });
const lock = fc.constant(3);
const value = fc.integer({ min: 1, max: 2 });
const small = fc.integer({ min: 0, max: 2 });
/** Where a jump goes, from where it stands. */
const to = fc.integer({ min: -2, max: 2 });

const one = (instruction: fc.Arbitrary<unknown>) => instruction.map((each) => [each as Instruction]);
const spin = fc.tuple(word, small).map(([at, while_]): Instruction[] => [
  { op: "load", word: at },
  { op: "jump", value: while_, to: -1 },
]);
const piece = fc.oneof(
  { weight: 3, arbitrary: spin },
  { weight: 3, arbitrary: one(fc.record({ op: fc.constant("load"), word })) },
  { weight: 4, arbitrary: one(fc.record({ op: fc.constant("store"), word, value: small })) },
  { weight: 2, arbitrary: one(fc.record({ op: fc.constant("spill"), word, value: small })) },
  { weight: 2, arbitrary: one(fc.record({ op: fc.constant("add"), word, value })) },
  { weight: 2, arbitrary: one(fc.record({ op: fc.constant("claim"), word, value })) },
  { weight: 1, arbitrary: one(fc.record({ op: fc.constant("pour"), word, into: word })) },
  { weight: 2, arbitrary: one(fc.record({ op: fc.constant("lock"), word: lock })) },
  { weight: 2, arbitrary: one(fc.record({ op: fc.constant("store"), word: lock, value: fc.constant(0) })) },
  { weight: 1, arbitrary: one(fc.record({ op: fc.constant("await"), word, value: small })) },
  { weight: 1, arbitrary: one(fc.record({ op: fc.constant("guarded"), word: lock, other: word })) },
  { weight: 1, arbitrary: one(fc.record({ op: fc.constant("either"), word, other: word })) },
  { weight: 2, arbitrary: one(fc.record({ op: fc.constant("jump"), value: small, to })) },
  { weight: 1, arbitrary: one(fc.record({ op: fc.constant("never"), value })) },
);

const invariant = fc.option(fc.record({ word, value, other: word, otherValue: small }), { freq: 3 });

/** By number of actors: instructions of each. */
const SMALL = [5, 3, 2];
const LARGE = [7, 5, 4];

export const toys = ({ large = false } = {}): fc.Arbitrary<Toy> =>
  fc.integer({ min: 2, max: 4 }).chain((actors) => {
    const most = must((large ? LARGE : SMALL)[actors - 2], "program of that size");
    const code = fc
      .array(piece, { minLength: 1, maxLength: most })
      .map((pieces) => placed(pieces.flat().slice(0, most)));
    return fc.record({
      code: fc.array(code, { minLength: actors, maxLength: actors }),
      quiet: fc.boolean(),
      invariant,
    });
  });

/** Jumps go to a place in the program, or to its end. */
function placed(code: Instruction[]): Instruction[] {
  return code.map((each, at) =>
    each.op === "jump" ? { ...each, to: Math.min(code.length, Math.max(0, at + each.to)) } : each,
  );
}
