/** Redundant pairs are found by looking, and the register knows those that are found. */

import { expect, it } from "vitest";
import { must } from "../../../src/engine/must.ts";
import { guardRegister } from "../../../src/knowledge/guards/files.ts";
import { Matrix } from "../../../src/knowledge/guards/matrix.ts";
import { redundantPairs } from "../../../src/knowledge/guards/pairs.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";

const GUARD = "putback:flag-before-unlock";

it("finds with which guards one that is harmless alone is not, and whether the register knows", () => {
  const register = guardRegister();
  const { eras, ...entry } = must(
    register.find(({ guard }) => guard === GUARD),
    "such guard",
  );
  const { mops } = eras;
  if (!mops) throw new Error("the register has lost a cell");
  const forgetful = register.map((each) => (each.guard === GUARD ? { ...each, pairs: [] } : each));
  const found = redundantPairs(new Matrix(findScenario), { ...entry, eras: { mops } }, forgetful);
  expect([...found].map(({ also, verdict, agrees }) => ({ also, verdict, agrees }))).toEqual([
    { also: "isolated:atomic", verdict: "BUG", agrees: false },
    { also: "putback:flag-after-callback", verdict: "invariant I-8", agrees: true },
  ]);
});
