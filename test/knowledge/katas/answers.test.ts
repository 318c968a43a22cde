// What a reviewer can choose: in two menus, each short enough to be read.

import { expect, it } from "vitest";
import { ANSWER_GROUPS, ANSWERS } from "../../../src/knowledge/katas/answers.ts";

it("asks for each answer once, and never for more than nine things at a time", () => {
  const offered = ANSWER_GROUPS.flatMap(({ answers }) => answers.map(([answer]) => answer));
  expect(offered.toSorted()).toEqual(Object.keys(ANSWERS).toSorted());
  expect(Math.max(ANSWER_GROUPS.length, ...ANSWER_GROUPS.map(({ answers }) => answers.length))).toBeLessThanOrEqual(9);
});
