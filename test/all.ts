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

/** What follows one another. */
type Lane = Stage[];

/**
 * The lanes of a group run side by side. The unit tests have a worker for each processor, and still leave a quarter of two processors idle: towards their end,
 * and wherever all wait for one. Types and site each keep one processor busy, and one after the other so that the memory of an ordinary machine is enough.
 */
const GROUPS: [Lane, ...Lane[]][] = [
  [[{ name: "lint and format", command: "npm run -s lint" }]],
  [[{ name: "unused code", command: "npm run -s unused" }]],
  [
    [{ name: "unit tests", command: "vitest run", tests: "vitest" }],
    [
      { name: "types", command: "npm run -s types" },
      { name: "site build", command: "npm run -s build", hosted: true },
    ],
  ],
  [
    [
      {
        name: "browser tests",
        command: "playwright test",
        tests: "playwright",
        needs: "site build",
        hosted: true,
      },
    ],
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
/** `said`: what is still to be shown of it. */
type Ran = { said: string; result: Result };

const scratch = mkdtempSync(join(tmpdir(), "movable-eras-"));
const results: Result[] = [];
for (const [first, ...beside] of GROUPS) {
  const lanes = await Promise.all([runLane(first, true), ...beside.map((lane) => runLane(lane, false))]);
  for (const { said, result } of lanes.flat()) {
    if (said !== "") console.log(said);
    results.push(result);
  }
}
rmSync(scratch, { recursive: true });

console.log();
for (const { name, failed, note } of results) console.log(`${failed === 0 ? "✓" : "✗"} ${name.padEnd(16)} ${note}`);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
const specifications = results.reduce((sum, result) => sum + (result.specifications ?? 0), 0);
console.log(`\nThe tests are cases of ${specifications} specifications: titles without their parameters.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function runLane(lane: Lane, isFirst: boolean): Promise<Ran[]> {
  const ran: Ran[] = [];
  for (const stage of lane) ran.push(await runStage(stage, isFirst));
  return ran;
}

/** What the first lane says is seen at once; what another says, when the group ends, and only of what failed: a build names thousands of files. */
async function runStage(stage: Stage, isFirst: boolean): Promise<Ran> {
  const { name, command, tests, needs, hosted } = stage;
  if (results.some((result) => result.name === needs && result.failed > 0)) {
    return { said: "", result: { name, passed: 0, failed: 1, note: `not run, because "${needs}" failed` } };
  }
  const title = `\n── ${name} `.padEnd(80, "─");
  if (isFirst) console.log(title);
  const report = join(scratch, `${name.replaceAll(" ", "-")}.json`);
  const start = performance.now();
  const child = spawn(command + (tests ? REPORTERS[tests](report) : ""), {
    shell: true,
    stdio: isFirst ? "inherit" : "pipe",
    env: { ...(hosted && HOST), ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  const [output, complaint, [status]] = await Promise.all([
    child.stdout ? text(child.stdout) : "",
    child.stderr ? text(child.stderr) : "",
    once(child, "close"),
  ]);
  const failure = status === 0 ? [] : [`${output}${complaint}`, `✗ ${name} failed: ${command}`, ""];
  const said = [...(isFirst ? [] : [title]), ...failure].join("\n");
  const seconds = (performance.now() - start) / 1000;
  return { said, result: resultOf(stage, status === 0, `${seconds.toFixed(1)} s`, report) };
}

function resultOf({ name, tests }: Stage, isFine: boolean, time: string, report: string): Result {
  if (!tests) return { name, passed: isFine ? 1 : 0, failed: isFine ? 0 : 1, note: time };
  const { passed, failed, skipped, specifications } = readReport(report, tests);
  // A run can fail without a failed test, for example in a set-up or on an unhandled rejection.
  const failures = isFine ? failed : Math.max(failed, 1);
  const left = skipped > 0 ? `, ${skipped} skipped` : "";
  const note = `${time}, ${passed} passed, ${failures} failed${left}`;
  return { name, passed, failed: failures, specifications, note };
}

function readReport(path: string, of: NonNullable<Stage["tests"]>): Counts {
  try {
    return COUNTS[of](JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return { passed: 0, failed: 0, skipped: 0, specifications: 0 };
  }
}
