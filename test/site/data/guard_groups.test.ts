/** Each guard stands in one part of its page, and each part has some. */
import { expect, it } from "vitest";
import { GUARDS } from "../../../models/guards.ts";
import { keysOf } from "../../../models/keys.ts";
import { guardGroups } from "../../../src/site/data/guard_groups.ts";

it("parts the guards", () => {
  const groups = guardGroups();
  const shown = groups.flatMap(({ entries }) => entries.map(({ guard }) => guard));
  expect(shown.sort()).toEqual(keysOf(GUARDS).sort());
  expect(groups.filter(({ entries }) => entries.length === 0)).toEqual([]);
});
