// What is written about the two series names what there is: stages, steps, guards, functions.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ERAS } from "../../models/index.ts";
import { findScenario, shippedScenarios } from "../../src/scenario/files.ts";
import { whyNot } from "../../src/scenario/runnable.ts";
import { findSeries } from "../../src/series/files.ts";
import { lookAt } from "../../src/series/look.ts";
import { readSeries } from "../../src/series/patches.ts";
import { type Point, pointsOf, SERIES } from "../../src/series/points.ts";

const MODELS = join(import.meta.dirname, "../../models");
const text = ["aops", "mops", "flags", "machine"]
  .flatMap((folder) =>
    readdirSync(join(MODELS, folder)).map((file) => readFileSync(join(MODELS, folder, file), "utf8")),
  )
  .join("\n");

describe.each(SERIES)("the series of %s", (id) => {
  const series = findSeries(id);
  const stages = ERAS.flatMap((era) => era.stages).filter(({ stage }) => stage.series === id);

  test("has a stage for each patch, and one only", () => {
    const covered = stages.flatMap(
      ({
        stage: {
          patches: [first, last],
        },
      }) => Array.from({ length: last - first + 1 }, (_, index) => first + index),
    );
    expect(covered).toEqual(series.patches.map(({ number }) => number));
  });

  test.each(series.patches)("patch $number names functions of the models", ({ functions }) => {
    for (const name of functions) expect(text, name).toMatch(new RegExp(`\\b(?:const|function\\*?) ${name}\\b`));
  });

  test.each(series.patches)(
    "patch $number has its title from a commit, or says which commit it is part of",
    (patch) => {
      expect((patch.commit === null) === (patch.part_of !== undefined)).toBe(true);
    },
  );

  test("names no patch twice", () => {
    const commits = series.patches.flatMap(({ commit }) => commit ?? []);
    expect(new Set(commits).size).toBe(commits.length);
    expect(new Set(series.patches.map(({ title }) => title)).size).toBe(series.patches.length);
  });
});

/** Clean-ups, and one patch that prepares the next: no run with all its guards can tell these from what was before. */
const UNSEEN = new Set(["aops@5.19-p01", "mops@6.16-p01", "mops@6.16-p04", "mops@6.16-p08", "flags@6.17-p29"]);

test("each stage does something, but for those that are known to do nothing", () => {
  const scenarios = shippedScenarios().map(findScenario);
  const differs = (before: Point, after: Point) =>
    scenarios.some((scenario) => {
      if (whyNot(scenario, before) !== null || whyNot(scenario, after) !== null) return false;
      const question = { scenario, without: [], depth: "calls", expect: null } as const;
      return lookAt(question, before).key !== lookAt(question, after).key;
    });
  const unseen = SERIES.flatMap((id) => {
    const points = pointsOf(id);
    return points.slice(1).flatMap((point, at) => (differs(points[at] as Point, point) ? [] : [point.name]));
  });
  expect(unseen).toEqual([...UNSEEN]);
});

test.each([
  ["an id that is none", 'commit: "fb05f992b6bb"', 'commit: "fb05"', "patches.0.commit: twelve hexadecimal digits"],
  [
    "a step that is none",
    "steps: [balloon:dequeue]",
    "steps: [balloon:deqeue]",
    "patches.0.steps.0: the name of a step",
  ],
  [
    "a Message-ID without brackets",
    '"<20250618174014.1168640-1-david@redhat.com>" }',
    '"20250618@x" }',
    "posted.0.message: a Message-ID",
  ],
  ["a key that is not known", "why_here: >-", "because: >-", "patches.0.because"],
  ["a number out of order", "number: 2\n", "number: 3\n", "patch 3 is out of order"],
])("refuses %s, and says where", (_, right, wrong, message) => {
  const file = join(import.meta.dirname, "../../content/series/2025.yaml");
  const source = readFileSync(file, "utf8");
  expect(source).toContain(right);
  expect(() => readSeries(source.replace(right, wrong), "2025.yaml")).toThrow(message);
});
