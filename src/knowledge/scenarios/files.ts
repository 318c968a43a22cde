/** Scenario files on disk: those that come with the project, by id, and anybody's own, by path. */

import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { codeOf } from "../../engine/message.ts";
import { MAX_BYTES } from "../../engine/scenario/limits.ts";
import { loadScenario } from "../../engine/scenario/load.ts";
import { nearest, oneOf } from "../../engine/scenario/nearest.ts";
import { type Finding, Report } from "../../engine/scenario/problem.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";

const FOLDER = join(import.meta.dirname, "../../../content/scenarios");

/** Ids of the scenarios that come with the project, in alphabetical order. */
export function shippedScenarios(): string[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));
  return files.map((file) => basename(file, ".yaml")).sort();
}

/** What messages call the file of a scenario. */
export function scenarioFileName(idOrPath: string): string {
  return isPath(idOrPath) ? idOrPath : relative(process.cwd(), join(FOLDER, `${idOrPath}.yaml`));
}

function isPath(idOrPath: string): boolean {
  return /[/\\]|\.ya?ml$/i.test(idOrPath);
}

/** An id of a shipped scenario, or the path of a file: what has a slash or ends as YAML. Throws ScenarioError. */
export function findScenario(idOrPath: string): Scenario {
  if (isPath(idOrPath)) return readFile(idOrPath, idOrPath);
  const ids = shippedScenarios();
  if (!ids.includes(idOrPath)) {
    const suggestion = nearest(idOrPath, ids);
    fail(idOrPath, {
      found: "no scenario has this id",
      expected: `${oneOf(ids)}, or the path of a file`,
      ...(suggestion ? { suggestion } : { action: "A path needs a / or the ending .yaml." }),
    });
  }
  return readFile(join(FOLDER, `${idOrPath}.yaml`), scenarioFileName(idOrPath));
}

function readFile(path: string, name: string): Scenario {
  let bytes: Uint8Array;
  let size: number;
  try {
    const stat = statSync(path);
    size = stat.size;
    if (!stat.isFile()) {
      const found = stat.isDirectory() ? "this is a folder" : "this is no file but a pipe, a socket or a device";
      fail(name, { found, expected: "a scenario file", action: "Save what comes from there to a file." });
    }
    bytes = firstBytes(path, MAX_BYTES + 1);
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    fail(name, {
      found: WHY[code] ?? `the file cannot be read (${code})`,
      expected: "a scenario file",
      action: "Check the path.",
    });
  }
  if (bytes.length > MAX_BYTES) {
    const found = `a file of ${Math.max(size, bytes.length)} bytes`;
    fail(name, { found, expected: `at most ${MAX_BYTES}`, action: "Shorten it." });
  }
  return loadScenario(new TextDecoder().decode(bytes), name);
}

/** Not more, whatever size the file is said to have: in /proc and the like that says nothing. */
function firstBytes(path: string, most: number): Uint8Array {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(most);
    let length = 0;
    for (let more = -1; more !== 0 && length < most; length += more) {
      more = readSync(file, bytes, length, most - length, null);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

const WHY: Record<string, string> = {
  ENOENT: "there is no such file",
  EACCES: "the file may not be read",
};

function fail(file: string, finding: Finding): never {
  const report = new Report(file, "");
  report.add(null, finding);
  report.throwIfAny();
  throw new TypeError("unreachable");
}
