// The game: every level can be won, with the par and with nothing less, and only with the checks that are out.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Race, walk } from "../../../src/engine/walk/walk.ts";
import { readData } from "../../../src/knowledge/data.ts";
import { level } from "../../../src/knowledge/game/form.ts";
import { isBroken, switchesIn } from "../../../src/knowledge/game/judge.ts";
import { parOf } from "../../../src/knowledge/game/par.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { LEVELS } from "./levels.ts";

/** Steps: more than any of these races has. */
const LONGEST = 100;

it("has twelve levels, of both kinds, and in all eras", () => {
  expect(LEVELS).toHaveLength(12);
  expect(new Set(LEVELS.map(({ goal }) => goal))).toEqual(new Set(["break", "hold"]));
  expect(new Set(LEVELS.map(({ kernel }) => kernel.split("@")[0]))).toEqual(new Set(["aops", "mops", "flags"]));
});

describe.each(LEVELS)("$id", (each) => {
  const { goal, kernel, without, par } = each;
  const scenario = findScenario(each.scenario);
  const found = parOf(each, scenario);

  it("has the fewest as its par", () => {
    expect(found?.par).toBe(par);
  });

  if (goal === "break") {
    it("is won by hand in that order, and holds in it with the checks back in place", () => {
      const choices = found?.choices ?? [];
      const here = walk({ scenario, kernel, without }, choices);
      expect(isBroken(here)).toBe(true);
      expect(switchesIn(here.choices)).toBe(par);
      expect(isBroken(walk({ scenario, kernel, without: [] }, choices))).toBe(false);
    });

    it("is not won with a switch less, whoever begins and wherever they are made", () => {
      const begins = scenario.actors.map((_, actor) => [actor]);
      expect(begins.some((first) => breaks({ scenario, kernel, without }, first, par - 1))).toBe(false);
    });
  } else {
    it("needs some of the checks, and not all", () => {
      expect(par).toBeLessThan(without.length);
    });
  }
});

/** Whatever the explorer says: the last actor goes on as far as it can, and at each step any other may take over. */
function breaks(race: Race, choices: readonly number[], left: number): boolean {
  const here = walk(race, choices);
  if (isBroken(here)) return true;
  if (here.verdict !== null || here.choices.length < choices.length || choices.length > LONGEST) return false;
  const last = choices.at(-1);
  return here.standings.some(
    ({ ready }, actor) =>
      ready && (actor === last || left > 0) && breaks(race, [...choices, actor], actor === last ? left : left - 1),
  );
}

it("says where a level is wrong", () => {
  const text = readFileSync("content/game/01-ask-once.yaml", "utf8").replace("par: 1", "par: none");
  expect(() => readData(level, text, "x.yaml")).toThrow(/^x\.yaml:\d+:6: par:/);
});
