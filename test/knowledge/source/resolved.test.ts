// The models with their questions answered before the run do what they do when they ask: every trace of every shipped scenario is the same.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { GUARDS } from "../../../models/guards.ts";
import { ERAS } from "../../../models/index.ts";
import { keysOf } from "../../../models/keys.ts";
import type { Asked } from "./resolving.ts";
import { runsOf } from "./runs.ts";

/** In another process, which reads the models through the resolver. */
function resolvedRuns(asked: Asked): Record<string, string> {
  const [hook, script] = ["resolving.ts", "runs.ts"].map((name) => join(import.meta.dirname, name));
  const env = { ...process.env, RESOLVE: JSON.stringify(asked), NODE_OPTIONS: "" };
  const output = execFileSync(process.execPath, ["--import", hook ?? "", script ?? ""], { env, encoding: "utf8" });
  return JSON.parse(output);
}

const kernelsAt = (index: number) =>
  ERAS.flatMap(({ id, releases }) => {
    const release = releases[index];
    return release ? [{ name: `${id}@${release.id}`, differences: [...release.differences] }] : [];
  });
/** The references run all scenarios; whatever else is asked is asked of every third, in turn. */
const PARTS = 3;
const partOf = (number: number) => (number === 0 ? { of: 1, at: 0 } : { of: PARTS, at: number % PARTS });
const rows = Array.from({ length: Math.max(...ERAS.map(({ releases }) => releases.length)) }, (_, index) => index);

test.each(rows)("kernel %i of each era, from its reference on", (index) => {
  const asked = { kernels: kernelsAt(index), without: [], part: partOf(index) };
  const runs = runsOf(asked);
  expect(Object.keys(runs).length).toBeGreaterThan(10);
  expect(resolvedRuns(asked)).toEqual(runs);
});

/** Every guard is in one of them. So many at once, because each needs a process. */
const GROUPS = [0, 1, 2, 3, 4, 5, 6, 7];

test.each(GROUPS)("the reference kernels without the guards of group %i", (group) => {
  const without = keysOf(GUARDS).filter((_, index) => index % GROUPS.length === group);
  const asked = { kernels: kernelsAt(0), without, part: partOf(group + 1) };
  const [runs, intact] = [runsOf(asked), runsOf({ ...asked, without: [] })];
  expect(Object.keys(intact).some((run) => intact[run] !== runs[run])).toBe(true);
  expect(resolvedRuns(asked)).toEqual(runs);
});
