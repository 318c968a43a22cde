/** Scenario files on disk: those that come with the project, by id, and anybody's own, by path. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { MAX_BYTES } from "./limits.ts";
import { loadScenario } from "./load.ts";
import { nearest, oneOf } from "./nearest.ts";
import { type Finding, Report } from "./problem.ts";
import type { Scenario } from "./scenario.ts";

const FOLDER = join(import.meta.dirname, "../../content/scenarios");

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
  try {
    const { size } = statSync(path);
    // Not even read: the text would be refused for its size.
    if (size > MAX_BYTES) {
      fail(name, { found: `a file of ${size} bytes`, expected: `at most ${MAX_BYTES}`, action: "Shorten it." });
    }
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    fail(name, {
      found: WHY[code] ?? `the file cannot be read (${code})`,
      expected: "a scenario file",
      action: "Check the path.",
    });
  }
  return loadScenario(new TextDecoder().decode(bytes), name);
}

const WHY: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a folder",
  EACCES: "the file may not be read",
};

function fail(file: string, finding: Finding): never {
  const report = new Report(file, "");
  report.add(null, finding);
  report.throwIfAny();
  throw new TypeError("unreachable");
}
