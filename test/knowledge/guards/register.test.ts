/** Every guard, in every era that has it: it breaks what the register says, and with it in place nothing breaks. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { GUARDS } from "../../../models/guards.ts";
import { NEWEST } from "../../../models/index.ts";
import { guardRegister } from "../../../src/knowledge/guards/files.ts";
import { Matrix } from "../../../src/knowledge/guards/matrix.ts";
import { readGuard, silentOn } from "../../../src/knowledge/guards/register.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { expectOneWord } from "../../engine/verdicts/one_word.ts";

const newest = `${NEWEST.id}@${NEWEST.releases.at(-1)?.id}`;
const register = guardRegister();
const matrix = new Matrix(findScenario);

describe.each(register)("$guard", (entry) => {
  const cells = Object.entries(entry.eras).flatMap(([era, cell]) => ("absent" in cell ? [] : [[era, cell] as const]));
  it.each(cells)("on %s", (era, cell) => {
    const result = matrix.cell(entry, era, cell);
    expect(result).toMatchObject({ agrees: true, verdict: result?.expected });
  });
  it.each(cells)("on %s: one word for it, whoever is asked", (era, { scenario: id }) => {
    const without = [entry.guard];
    expectOneWord({ id, kernel: era, without }, matrix.verified(id, era, without, { invariants: true }));
  });
  // The newest kernel: as on the last one of its era of which the register says something, unless it speaks of the newest itself.
  const cell = NEWEST.releases
    .map(({ id }, at) => entry.eras[at === 0 ? NEWEST.id : `${NEWEST.id}@${id}`])
    .findLast((each) => each);
  if (cell && !("absent" in cell) && !(newest in entry.eras)) {
    it(`on ${newest}`, () => {
      const result = matrix.cell(entry, newest, cell);
      expect(result).toMatchObject({ agrees: true, verdict: result?.expected });
    });
  }
  if (entry.pairs.length === 0) return;
  it("together with another one", () => {
    for (const result of matrix.pairs(entry)) expect(result).toMatchObject({ agrees: true, verdict: result.expected });
  });
});

describe("the register", () => {
  it("has every guard of the models, once", () => {
    expect(register.map(({ guard }) => guard).sort()).toEqual(Object.keys(GUARDS).sort());
  });

  it.each(register)("says of every era what $guard is there, or why it is not", (entry) => {
    expect(silentOn(entry)).toEqual([]);
  });

  it("gives a number to one guard, and letters where several share one", () => {
    const numbers = register.flatMap(({ number = null }) => (number === null ? [] : [number]));
    expect(numbers.filter((each, at) => numbers.indexOf(each) !== at)).toEqual([]);
    const families = Map.groupBy(numbers, (each) => each.replace(/[a-z]$/, ""));
    for (const [family, own] of families) {
      const letters = "abcdefgh".slice(0, own.length);
      expect(own.sort()).toEqual(own.length === 1 ? [family] : [...letters].map((letter) => `${family}${letter}`));
    }
  });

  it("has the numbers by which the models, the tests and the pages call guards", () => {
    const numbers = new Map(register.map(({ guard, number }) => [`${guard}`, number]));
    for (const [guard, text] of Object.entries(GUARDS)) {
      const [, called] = /^([GB]\d+[a-z]?): /.exec(text) ?? [];
      if (called !== undefined) expect(called, guard).toBe(numbers.get(guard));
    }
    const files = ["models", "src", "test", "docs", "content"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
    );
    const known = new Set(numbers.values());
    const unknown = files
      // The guard of the recipe is one that its reader adds.
      .filter((file) => /\.(tsx?|astro|md|yaml)$/.test(file) && file !== "docs/recipes.md")
      .flatMap((file) => (readFileSync(file, "utf8").match(/\bG\d+[a-z]?\b/g) ?? []).map((each) => ({ file, each })))
      .filter(({ each }) => !known.has(each));
    expect(unknown).toEqual([]);
  });

  it("has at least 30 guards and 70 cells", () => {
    const cells = register.flatMap(({ eras }) => Object.values(eras)).filter((cell) => !("absent" in cell));
    expect(register.length).toBeGreaterThanOrEqual(30);
    expect(cells.length).toBeGreaterThanOrEqual(70);
  });

  it("says which file a mistake is in", () => {
    expect(() => readGuard("guard: isolate:nothing", "content/guards/x.yaml")).toThrow(
      /content\/guards\/x\.yaml:1:8: guard: /,
    );
  });
});
