// The arrow of the lanes: from the last write of somebody else to what a step read.

import { expect, it } from "vitest";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { causeOf } from "../../../src/views/lanes/cause.ts";
import { rowsOf, turnOf } from "../../../src/views/opening/rows.ts";
import { BALLOON, letGo, MOMENTS, SCENARIO, WORST } from "../../../src/views/opening/runs.ts";

const scenario = findScenario(SCENARIO);

it("is the step that let go of the page, and not the one that unlocked it later", () => {
  for (const kernel of ["aops", "mops", "flags"]) {
    const { steps } = letGo({ scenario, kernel, check: "out" }, WORST).trace;
    const cause = steps[causeOf(steps, steps.length - 1) ?? -1];
    expect([kernel, cause?.actor, cause?.step]).toEqual([kernel, BALLOON, "balloon:release"]);
  }
});

it("is nobody's where only the actor itself wrote", () => {
  const { steps } = letGo({ scenario, check: "in" }, "isolate:pin").trace;
  expect(causeOf(steps, 0)).toBeNull();
  expect(causeOf(steps, steps.length)).toBeNull();
});

it("has a story that turns where it goes wrong, and where the check saves it", () => {
  for (const moment of MOMENTS) {
    const crash = letGo({ scenario, check: "out" }, moment);
    const saved = letGo({ scenario, check: "in" }, moment);
    const turns = [crash, saved].map((walk) => turnOf(walk, rowsOf(walk)) !== null);
    const failed = crash.verdict?.kind !== "ok";
    expect([moment, ...turns]).toEqual([moment, failed, failed]);
  }
});
