/** A limit of time that is hit is said, with what was known by then, and the exit status is 1. */

import { expect, test } from "vitest";
import { must } from "../../src/engine/must.ts";
import { call, file, TWO_ACTORS } from "./call.ts";

const AT_ONCE = ["--max-time", "0.000001"];
const RACE = "isolate-races-deflate";
const noSetup = file("no-setup.yaml", TWO_ACTORS.replace(/setup:\n.*\n/, ""));
const withSetup = file("with-setup.yaml", TWO_ACTORS);

test("run prints a run as far as it came", () => {
  const { status, out } = call("run", noSetup, "--era", "flags", ...AT_ONCE);
  expect(status).toBe(1);
  expect(out).toMatch(/^flags: stopped: not finished \(0\.000001 s\), after 0 steps in which nothing went wrong$/m);
  const [trace] = JSON.parse(call("run", noSetup, "--era", "flags", "--json", ...AT_ONCE).out);
  expect(trace.verdict.kind).toBe("stopped");
});

test.each(["run", "compare"])("%s says that not even the set-up was done", (command) => {
  const { status, err } = call(command, withSetup, ...AT_ONCE);
  expect(status).toBe(1);
  expect(
    err.match(/^(aops|mops|flags): stopped in the set-up \(0\.000001 s\): nothing of the run is known$/gm),
  ).toHaveLength(3);
});

test.each([
  [["explore", noSetup, "--random", "1"], /^flags \(6\.17\): bound: 0 random runs in 0\.000001 s, seed 1$/m],
  [["explore", withSetup, "--random", "1"], /^flags \(6\.17\): bound: 0\.000001 s$/m],
  [["explore", noSetup], /^flags \(6\.17\): bound: 0\.000001 s$/m],
])("%j names it as the bound", ([command, ...args], said) => {
  const { status, out } = call(must(command, "command"), ...args, ...AT_ONCE);
  expect(status).toBe(1);
  expect(out).toMatch(said);
});

test("refine takes what it has not met for no difference", () => {
  const { status, out } = call("refine", RACE, "--json", ...AT_ONCE);
  expect(status).toBe(1);
  const [{ verdict, eras, differences }] = JSON.parse(out);
  expect({ verdict, differences }).toEqual({ verdict: "bound", differences: [] });
  expect(eras).toMatchObject([{ bound: "0.000001 s" }, { bound: "0.000001 s" }, { bound: "0.000001 s" }]);
});

test.each([[[]], [["--orders"]]])("bisect %j names the kernel, and what it knew", (options) => {
  const { status, out, err } = call("bisect", RACE, "--series", "2025", ...options, ...AT_ONCE);
  expect({ status, out }).toEqual({ status: 1, out: "" });
  expect(err).toMatch(/^mops@6\.16: .*0\.000001 s.*\. Known by then: nothing$/m);
});

test.each(["run", "compare", "refine", "bisect"])("%s refuses a time that is none", (command) => {
  const { status, err } = call(
    command,
    RACE,
    "--max-time",
    "soon",
    ...(command === "bisect" ? ["--series", "2025"] : []),
  );
  expect(status).toBe(2);
  expect(err).toContain('--max-time cannot be "soon"\nExpected: a number of seconds above 0');
});
