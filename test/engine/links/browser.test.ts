// In a browser plans are names alone: files and links that speak of one are read as ever, and nobody is left to wonder where it went.
import { expect, test, vi } from "vitest";
import { findEra, PLAN_IDS } from "../../../models/index.ts";
import { adapt } from "../../../src/engine/links/adapt.ts";
import { decode } from "../../../src/engine/links/decode.ts";
import { versionOf } from "../../../src/engine/links/version.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";

vi.mock("../../../models/plans/code.ts", () => import("../../../models/plans/none.ts"));

const [PLAN] = PLAN_IDS as [string];

test("no plan runs", () => expect(PLAN_IDS.map(findEra)).toEqual(PLAN_IDS.map(() => undefined)));

test("a scenario with an exception for a plan is well formed", () => {
  const speaks = shippedScenarios().filter((id) => PLAN in findScenario(id).eras);
  expect(speaks).not.toEqual([]);
});

test("a link to a plan says that it runs in a terminal", async () => {
  const { link, problems } = await decode(`#s=isolate&e=${PLAN},mops&k=${PLAN}`);
  expect(problems).toEqual([]);
  const scenario = findScenario("isolate");
  const adapted = adapt(link, scenario, versionOf(scenario));
  expect(adapted.kernels).toEqual(["mops"]);
  expect(adapted.problems.map(({ part, action }) => [part, action])).toEqual(
    ["e", "k"].map((part) => [part, expect.stringContaining(`-- run isolate --era ${PLAN}`)]),
  );
});
