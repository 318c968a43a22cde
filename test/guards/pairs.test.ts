/** Redundant pairs are found by looking, and the register knows those that are found. */
import { expect, it } from "vitest";
import { guardRegister } from "../../src/guards/files.ts";
import { Matrix } from "../../src/guards/matrix.ts";
import { redundantPairs } from "../../src/guards/pairs.ts";
import type { GuardEntry } from "../../src/guards/register.ts";
import { findScenario } from "../../src/scenario/files.ts";

const register = guardRegister();
const matrix = new Matrix(findScenario);
const pairsOf = (guard: string, known: readonly GuardEntry[]) => {
  const entry = register.find((each) => each.guard === guard) as GuardEntry;
  return [...redundantPairs(matrix, entry, known)].map(({ also, era, agrees }) => ({ also, era, agrees }));
};

it("finds with which guards one that is harmless alone is not, and whether the register knows", () => {
  const known = pairsOf("putback:flag-before-unlock", register);
  for (const era of ["aops", "mops", "flags"])
    expect(known).toContainEqual({ also: "isolated:atomic", era, agrees: true });
  expect(known.filter(({ agrees }) => !agrees)).toEqual([]);
  const forgetful = register.map((entry) => ({ ...entry, pairs: [] }));
  expect(pairsOf("putback:flag-before-unlock", forgetful)).toEqual(known.map((pair) => ({ ...pair, agrees: false })));
});
