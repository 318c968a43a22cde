// What is written about the two series names what there is: stages, steps, guards, functions.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { SeriesId } from "../../../models/era.ts";
import { ERAS } from "../../../models/index.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { changesIn } from "../../../src/knowledge/series/changes.ts";
import { findSeries } from "../../../src/knowledge/series/files.ts";
import { readSeries } from "../../../src/knowledge/series/patches.ts";
import { pointsOf, SERIES } from "../../../src/knowledge/series/points.ts";

const MODELS = join(import.meta.dirname, "../../../models");
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
    ({ commit, part_of, grade }) => {
      expect(commit === null).toBe(part_of !== undefined);
      expect(grade === "id").toBe(commit !== null);
    },
  );

  test("tells what came after it of the kernels that come after it", () => {
    const after = pointsOf(id).flatMap(({ name, patches }, at) => (at > 0 && patches === null ? [name] : []));
    for (const { kernel } of series.after) expect(after).toContain(kernel);
  });

  test("names no patch twice", () => {
    const commits = series.patches.flatMap(({ commit }) => commit ?? []);
    expect(new Set(commits).size).toBe(commits.length);
    expect(new Set(series.patches.map(({ title }) => title)).size).toBe(series.patches.length);
  });
});

describe("the large commit of 2022", () => {
  const { posted, files, story } = findSeries("2022");
  const counted = posted.flatMap(({ what, diff }) => (diff ? [{ what, diff }] : []));

  test("is told of each file that a posting of it touches, and of no other", () => {
    expect(counted.map(({ what }) => what)).toEqual(["draft", "v2"]);
    for (const { what, diff } of counted) {
      expect(files.filter(({ only = what }) => only === what).length, what).toBe(diff.files);
    }
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    for (const { only } of files) if (only !== undefined) expect(counted.map(({ what }) => what)).toContain(only);
  });

  test("has the numbers of its postings in the prose about it", () => {
    const era = readFileSync(join(import.meta.dirname, "../../../content/eras/mops.yaml"), "utf8");
    const [draft, v2] = counted.map(({ diff }) => diff);
    expect(era).toContain(`${v2?.files} files, ${v2?.added} lines added, ${v2?.removed} removed`);
    expect(era).toContain(`(${draft?.files}, ${draft?.added} and ${draft?.removed} in the draft)`);
    const told = story.map(({ text }) => text).join(" ");
    expect(told).toContain(`${v2?.removed} lines go, where the draft took out ${draft?.removed}`);
  });

  test("takes a table of callbacks from no driver that had none of its own", () => {
    const own = readdirSync(join(MODELS, "aops")).filter((file) => {
      const source = readFileSync(join(MODELS, "aops", file), "utf8");
      return /\.rodata\(AddressSpaceOperations\b/.test(source);
    });
    expect(own.length).toBeGreaterThan(0);
    for (const { path, lost = "" } of files.filter(({ path }) => /cmm|_balloon\.c$/.test(path))) {
      const model = path.replace(/^.*\//, "").replace(/\.c$/, ".ts");
      expect(/a_ops/.test(lost), path).toBe(own.includes(model));
    }
  });
});

/**
 * Clean-ups, and one patch that prepares the next: no run with all its guards can tell these from what was before. And the fixes up to 7.2: another error number,
 * and a target that nobody refuses as long as all guards are there.
 */
const UNSEEN = new Set([
  "aops@5.19-p01",
  "mops@6.16-p01",
  "mops@6.16-p04",
  "mops@6.16-p08",
  "flags@6.17-p29",
  "flags@6.19-p24",
  "flags@7.2",
]);

describe("the scenarios on the stages", () => {
  const scenarios = shippedScenarios().map(findScenario);
  const changes = new Map(SERIES.map((id) => [id, changesIn(id, scenarios)]));
  const at = (id: SeriesId, index: number) => (changes.get(id) ?? []).map((each) => each.at[index]);

  test("tell each stage from the one before, but for those that are known to do nothing", () => {
    const unseen = SERIES.flatMap((id) =>
      pointsOf(id).flatMap(({ name }, index) =>
        index > 0 && at(id, index).every((change) => change === "same" || change === null) ? [name] : [],
      ),
    );
    expect(unseen).toEqual([...UNSEEN]);
  });

  test("differ in something that has a word", () => {
    const all = SERIES.flatMap((id) => pointsOf(id).flatMap((_, index) => at(id, index)));
    for (const change of all) {
      if (typeof change !== "object" || change === null) continue;
      const { seen, difference } = change;
      expect(difference.end.length > 0).toBe(seen === "end");
      if (seen === "end") continue;
      expect(difference.step).toMatch(/ (does|has other|has its|no longer does) /);
      expect(difference.step).not.toMatch(/undefined|: none; now none/);
    }
  });
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
  const file = join(import.meta.dirname, "../../../content/series/2025.yaml");
  const source = readFileSync(file, "utf8");
  expect(source).toContain(right);
  expect(() => readSeries(source.replace(right, wrong), "2025.yaml")).toThrow(message);
});
