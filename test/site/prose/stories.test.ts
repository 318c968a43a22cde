/** What is asked of a story is asked of text, so that one test reads all of them; what a scenario does is for test/suite/. */
import { expect, it } from "vitest";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";

it("has stories that tell of what happens, and do it in a few lines", () => {
  const stories = shippedScenarios().map((id) => {
    const { story } = findScenario(id);
    return { id, letters: story.length, lines: story.split("\n").filter((line) => line.trim() !== "").length };
  });
  expect(stories.length).toBeGreaterThan(0);
  expect(stories.filter(({ letters, lines }) => letters < 240 || lines > 10)).toEqual([]);
});
