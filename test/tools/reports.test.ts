/** The two runners are run on tests that are made up, so that a new form of their reports is noticed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { ofPlaywright, ofVitest } from "../reports.ts";

const MODULES = join(import.meta.dirname, "../../node_modules");
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** One alone, one of three cases of which one fails, one in each of two groups, and one left out. */
const COUNTED = { passed: 5, failed: 1, skipped: 1, specifications: 4 };

/** Its report of tests that are written in JavaScript: Playwright takes types out of nothing in node_modules. */
function reportOf(command: string, args: string[], source: string) {
  // Where the tests find their runner.
  const folder = mkdtempSync(join(MODULES, ".reports-"));
  folders.push(folder);
  writeFileSync(join(folder, "made.test.mjs"), source);
  const report = join(folder, "report.json");
  // Vitest does not run in itself.
  const { VITEST: _, ...env } = process.env;
  spawnSync(process.execPath, [join(MODULES, command), ...args], {
    cwd: folder,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return JSON.parse(readFileSync(report, "utf8"));
}

test("cases of one test of Vitest are one specification", () => {
  const source = `import { describe, expect, test } from "vitest";
test("alone", () => {});
test.each([1, 2, 3])("case %i", (number) => expect(number).not.toBe(2));
describe.each(["a", "b"])("%s", () => test("in a group", () => {}));
test.skip("left out", () => {});
`;
  const args = ["run", "--root=.", "--reporter=json", "--outputFile=report.json", "--includeTaskLocation"];
  expect(ofVitest(reportOf("vitest/vitest.mjs", args, source))).toEqual(COUNTED);
});

test("cases of one test of Playwright are one specification", () => {
  const source = `import { expect, test } from "@playwright/test";
test("alone", () => {});
for (const number of [1, 2, 3]) test(\`case \${number}\`, () => expect(number).not.toBe(2));
for (const name of ["a", "b"]) test.describe(name, () => test("in a group", () => {}));
test.skip("left out", () => {});
`;
  const args = ["test", "--reporter=json", "--output=results"];
  expect(ofPlaywright(reportOf("@playwright/test/cli.js", args, source))).toEqual(COUNTED);
});

test("a test of Playwright that passed only when it was tried again has failed", () => {
  const source = `import { expect, test } from "@playwright/test";
test("alone", () => {});
test("the second time", ({}, { retry }) => expect(retry).toBe(1));
`;
  const report = reportOf(
    "@playwright/test/cli.js",
    ["test", "--retries=1", "--reporter=json", "--output=results"],
    source,
  );
  expect(ofPlaywright(report)).toMatchObject({ passed: 1, failed: 1 });
});
