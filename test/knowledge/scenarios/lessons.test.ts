// Every scenario stands in one lesson, and how difficult it is follows from what it is.

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { difficultyOf } from "../../../src/knowledge/scenarios/difficulty.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { readLessons } from "../../../src/knowledge/scenarios/lessons.ts";

const text = readFileSync("content/lessons.yaml", "utf8");
const known = shippedScenarios();

it("teaches every scenario once, beginning with the one to start from", () => {
  const lessons = readLessons(text, known);
  for (const { start, scenarios } of lessons) expect(scenarios[0]).toBe(start);
  expect(lessons.flatMap(({ scenarios }) => scenarios).toSorted()).toEqual(known.toSorted());
});

it.each([
  [
    "one that is not there",
    text.replace("start: isolate-twice", "start: isolate-thrice"),
    "no scenario isolate-thrice",
  ],
  ["one twice", text.replace("- two-scanners\n", "- two-scanners\n    - isolate\n"), "isolate stands there twice"],
  ["one too few", text.replace("    - lost-wakeup\n", ""), "lost-wakeup is in no lesson"],
  ["another form", text.replace("why:", "because:"), "content/lessons.yaml:4:12"],
])("refuses %s", (_what, changed, message) => {
  expect(() => readLessons(changed, known)).toThrow(message);
});

it.each([
  ["isolate", 9, "easy"],
  ["zs-contents", 99, "medium"],
  ["isolate-races-deflate", 23, "medium"],
  ["two-scanners-and-the-owner", 39, "hard"],
  ["host-message-needs-memory", 312, "hard"],
])("%s, in %i steps, is %s", (id, steps, level) => {
  expect(difficultyOf(findScenario(id), steps)).toBe(level);
});
