// The tables for those who know the kernel, against what is known of it.

import { describe, expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { changedGuards, changedSteps, locksAndReferences, whoPutsBack } from "../../../src/site/data/what_changed.ts";
import { factsOn } from "../../expectations/index.ts";

describe.each(ERAS.map((era, column) => ({ era, id: era.id, column })))("$id", ({ era, column }) => {
  it("unlocks each page that it locks, and drops each reference that it takes", () => {
    const cells = locksAndReferences().map((row) => row[column + 1] ?? "");
    const count = (text: RegExp) => cells.filter((cell) => text.test(cell)).length;
    expect(count(/\+PG_locked/)).toBeGreaterThan(0);
    expect(count(/\+PG_locked/)).toBe(count(/-PG_locked/));
    const steps = cells.flatMap((cell) =>
      [...cell.matchAll(/(\d+) → (\d+)/g)].map(([, from, to]) => Number(to) - Number(from)),
    );
    // The page was the balloon's before the run, and is free in the end.
    expect(steps.reduce((sum, by) => sum + by, 0)).toBe(-1);
  });

  it(`puts a released page back where its driver says that the move failed`, () => {
    const puts = whoPutsBack().some((row) => row[0] === "`putback:put`" && row[column + 2] !== "–");
    expect(puts).toBe(factsOn({ era, release: era.releases[0] }).vmw.async === "fail");
  });
});

it("has the question of the core whether a page was released in the two older eras alone", () => {
  expect(
    changedSteps()
      .find(([step]) => step === "`migrate:released`")
      ?.slice(2),
  ).toEqual([expect.stringContaining("move_to_new_page"), expect.stringContaining("move_to_new_folio"), "–"]);
  expect(changedGuards().find(({ guard }) => guard === "putback:released")?.cells[2]).toBe("–");
});
