// npm test: every check of the project, one stage after the other.
//
// A stage that fails does not stop the others, so that one run shows all there is to repair; only a stage that
// needs what failed is left out. The last line counts every test of the two test stages, and every other stage as
// one; the line before it, what they are cases of. The exit status is 0 only if nothing failed.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type Counts, ofPlaywright, ofVitest } from "./reports.ts";

/** `tests`: who counts them, and so how to ask for it. */
type Stage = { name: string; command: string; tests?: "vitest" | "playwright"; needs?: string; hosted?: true };

/** Those of one group run side by side: each of them keeps one processor busy. */
const GROUPS: Stage[][] = [
  [{ name: "lint and format", command: "npm run -s lint" }],
  [{ name: "unused code", command: "npm run -s unused" }],
  [{ name: "unit tests", command: "vitest run", tests: "vitest" }],
  [
    { name: "types", command: "npm run -s types" },
    { name: "site build", command: "npm run -s build", hosted: true },
  ],
  [
    {
      name: "browser tests",
      command: "playwright test",
      tests: "playwright",
      needs: "site build",
      hosted: true,
    },
  ],
];

// What is right under an address of this form is right under any.
const HOST = { SITE: "https://example.org", BASE: "/movable-eras", REPOSITORY: "https://example.org/repository" };

const REPORTERS = {
  vitest: (report: string) => ` --includeTaskLocation --reporter=default --reporter=json --outputFile.json=${report}`,
  // It learns the place of its report from PLAYWRIGHT_JSON_OUTPUT_FILE.
  playwright: () => " --reporter=dot,json",
};

const COUNTS = { vitest: ofVitest, playwright: ofPlaywright };

type Result = { name: string; passed: number; failed: number; specifications?: number; note: string };

const scratch = mkdtempSync(join(tmpdir(), "movable-eras-"));
const results: Result[] = [];
for (const group of GROUPS)
  results.push(...(await Promise.all(group.map((stage) => runStage(stage, group.length === 1)))));
rmSync(scratch, { recursive: true });

console.log();
for (const { name, failed, note } of results) console.log(`${failed === 0 ? "✓" : "✗"} ${name.padEnd(16)} ${note}`);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
const specifications = results.reduce((sum, result) => sum + (result.specifications ?? 0), 0);
console.log(`\nThe tests are cases of ${specifications} specifications: titles without their parameters.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** What a stage alone says is seen at once; what one of several says, when it ends, and only if it failed: a build names thousands of files. */
async function runStage(stage: Stage, alone: boolean): Promise<Result> {
  const { name, command, tests, needs, hosted } = stage;
  if (results.some((result) => result.name === needs && result.failed > 0)) {
    return { name, passed: 0, failed: 1, note: `not run, because "${needs}" failed` };
  }
  const title = `\n── ${name} `.padEnd(80, "─");
  if (alone) console.log(title);
  const report = join(scratch, `${name.replaceAll(" ", "-")}.json`);
  const start = performance.now();
  const child = spawn(command + (tests ? REPORTERS[tests](report) : ""), {
    shell: true,
    stdio: alone ? "inherit" : "pipe",
    env: { ...(hosted && HOST), ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  const [said, complained, [status]] = await Promise.all([
    child.stdout ? text(child.stdout) : "",
    child.stderr ? text(child.stderr) : "",
    once(child, "close"),
  ]);
  if (!alone) console.log(status === 0 ? title : `${title}\n${said}${complained}`);
  if (status !== 0) console.log(`\n✗ ${name} failed: ${command}\n`);
  const time = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  if (!tests) {
    return status === 0 ? { name, passed: 1, failed: 0, note: time } : { name, passed: 0, failed: 1, note: time };
  }
  const { passed, failed, skipped, specifications } = readReport(report, tests);
  // A run can fail without a failed test, for example in a set-up or on an unhandled rejection.
  const failures = status === 0 ? failed : Math.max(failed, 1);
  const left = skipped > 0 ? `, ${skipped} skipped` : "";
  return {
    name,
    passed,
    failed: failures,
    specifications,
    note: `${time}, ${passed} passed, ${failures} failed${left}`,
  };
}

function readReport(path: string, of: NonNullable<Stage["tests"]>): Counts {
  try {
    return COUNTS[of](JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return { passed: 0, failed: 0, skipped: 0, specifications: 0 };
  }
}
