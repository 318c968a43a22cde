/** The suite asks of a fourth era what it asks of the one that it is a copy of, and finds the one thing in which it differs. */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { JsonTestResults } from "vitest/node";
import { DIFFERENT, modelsWith } from "../cli/added_era.ts";

const models = modelsWith("later", DIFFERENT);
afterAll(() => rmSync(models, { recursive: true }));

const suite = (...args: string[]) =>
  spawnSync(process.execPath, ["test/on_models.ts", ...args], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });

test("is held to the suite", () => {
  // All that runs: `npm run -s suite -- --models DIR -t later@`.
  const files = ["test/suite/scenarios.test.ts", "test/suite/contract.test.ts"];
  const file = join(models, "report.json");
  suite("--models", models, "--reporter=json", `--outputFile=${file}`, "-t", "(flags|later)@6\\.17(?![.-])", ...files);
  const report: JsonTestResults = JSON.parse(readFileSync(file, "utf8"));
  const all = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const of = (era: string, status: string) =>
    all
      .filter((each) => each.status === status && each.fullName.includes(`${era}@6.17`))
      .map(({ fullName }) => fullName.replaceAll(`${era}@6.17`, "KERNEL"));

  const asked = of("flags", "passed");
  const failed = of("later", "failed");
  expect(asked.length).toBeGreaterThan(150);
  expect(of("flags", "failed")).toEqual([]);
  expect([...of("later", "passed"), ...failed].sort()).toEqual(asked.sort());
  // Whether a page that zsmalloc let go of goes back the usual way.
  expect(failed).toEqual([expect.stringContaining("zs-module-gone-page-out")]);
});

test("needs a folder", () => {
  const { status, stderr } = suite("--models", "/nowhere/models");
  expect(stderr).toContain("Expected: ");
  expect(status).toBe(2);
});
