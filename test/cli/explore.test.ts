/** The commands that explore: what they print, what they answer, and that what they print can be run again. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { call, file } from "./call.ts";

const RACE = "isolate-races-deflate";
const BROKEN = [RACE, "--era", "mops", "--without", "isolate:recheck"];

describe("explore", () => {
  test("speaks of all interleavings when all is well", () => {
    const { status, out, err } = call("explore", RACE);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out.match(/^(aops|mops|flags) \([\d.]+\): all interleavings fine$/gm)).toHaveLength(3);
    expect(out).toMatch(/^\d+ executions, \d+ cut short, 16 random ones, \d+ states, \d+ steps, \d+ different ends$/m);
  });

  test("prints the shortest counterexample in lanes, and ends with 1", () => {
    const { status, out } = call("explore", ...BROKEN);
    expect(status).toBe(1);
    expect(out).toMatch(
      /^mops \(6\.16\): BUG: scanner stopped the kernel in isolate_movable_page\(\): VM_BUG_ON\(!mops\)$/m,
    );
    expect(out).toMatch(/^\d+ steps, 1 switch \(the shortest there is\):$/m);
    expect(out).toMatch(/^ +scanner +driver$/m);
  });

  test("has stores arrive late where it is asked to, and says what that leaves out", () => {
    const broken = ["isolate-races-slab", "--era", "mops@6.12", "--without", "slab:wmb-untype"];
    expect(call("explore", ...broken).status).toBe(0);
    const { status, out } = call("explore", ...broken, "--memory", "pso");
    expect(status).toBe(1);
    expect(out).toMatch(/^mops \(6\.12\): list-corruption: /m);
    expect(out).toMatch(/^memory: pso; invariants in the end only, no data races, no late loads$/m);
    expect(out).toMatch(/^ +scanner +allocator +allocator's stores +allocator's stores 2$/m);
    const [, choices = ""] = /^choices: (.+)$/m.exec(out) ?? [];
    expect(call("run", ...broken, "--memory", "pso", "--choices", choices).out).toContain("list-corruption");
    const unknown = call("explore", ...broken, "--memory", "alpha");
    expect(unknown).toMatchObject({ status: 2, err: expect.stringContaining('--memory cannot be "alpha"') });
  });

  test("takes what the scenario says goes wrong for what was expected, and claims no more", () => {
    const { status, out } = call("explore", "lost-wakeup");
    expect(status).toBe(0);
    expect(out).toMatch(/^aops \(5\.10\): deadlock: .+ \(as the scenario expects\)$/m);
    expect(out).not.toContain("all interleavings");
  });

  test("ends with 1 where what the scenario expects never goes wrong", () => {
    const scenario = readFileSync("content/scenarios/lost-wakeup.yaml", "utf8").replace("[isolated:atomic]", "[]");
    const { status, out } = call("explore", file("found-again.yaml", scenario));
    expect(status).toBe(1);
    expect(out).toMatch(/^aops \(5\.10\): never happens: deadlock$/m);
  });

  test("does not call impossible what it has not met before it stopped", () => {
    const { out } = call("explore", ...BROKEN);
    expect(out).toMatch(/^not met so far: /m);
    expect(out).not.toMatch(/^never: /m);
  });

  test("says how much was met where it cannot speak of all", () => {
    const { status, out } = call("explore", RACE, "--era", "mops", "--max-preemptions", "0");
    expect(status).toBe(1);
    expect(out).toMatch(
      /^met before it stopped: [1-9]\d* ends?, 16 random orders, [1-9]\d* steps of the code, [1-9]\d* guards, \d+ pairs? of lines that race$/m,
    );
    expect(out).not.toContain("all interleavings");
  });

  test("takes a limit to memory, and refuses none", () => {
    expect(call("explore", RACE, "--era", "mops", "--max-memory", "1", "--no-races")).toMatchObject({ status: 0 });
    const err = expect.stringContaining('--max-memory cannot be "0"');
    expect(call("explore", RACE, "--max-memory", "0")).toMatchObject({ status: 2, err });
  });

  test.each([
    ["--jobs", "0"],
    ["--jobs", "65"],
    ["--jobs", "2", "--random", "1"],
    ["--jobs", "2", "--shard", "1/2"],
  ])("refuses %s %s %s %s", (...options) => {
    expect(call("explore", RACE, ...options)).toMatchObject({ status: 2, err: expect.stringContaining("--jobs") });
  });

  test("prints choices that run to the same fault", () => {
    const { out } = call("explore", ...BROKEN);
    const [, choices = ""] = /^choices: ([\d ]+)$/m.exec(out) ?? [];
    const again = call("run", ...BROKEN, "--choices", choices);
    expect(again.status).toBe(1);
    expect(again.out).toContain("mops: BUG: scanner stopped the kernel in isolate_movable_page(): VM_BUG_ON(!mops)");
  });

  test("prints a scenario file that runs to the same fault", () => {
    const written = file("counterexample.yaml", call("explore", ...BROKEN, "--yaml").out);
    expect(call("check", written)).toMatchObject({ status: 0 });
    const again = call("run", written, "--era", "mops");
    expect(again).toMatchObject({ status: 0, err: "" });
    expect(again.out).toContain("VM_BUG_ON(!mops)");
  });

  test("--yaml says for each kernel why there is no counterexample to print", () => {
    const stopped = call("explore", RACE, "--max-steps", "1", "--yaml");
    expect(stopped).toMatchObject({ status: 1, out: "" });
    expect(stopped.err).toMatch(/^(\w+ \([\d.]+\): no counterexample to print: bound: 1 steps\n){3}$/);
    const fine = call("explore", RACE, "--yaml");
    expect(fine).toMatchObject({ status: 0, out: "" });
    expect(fine.err).toContain("flags (6.17): no counterexample to print: all interleavings fine\n");
  });

  test("names the bound that was hit, and ends with 1", () => {
    const { status, out } = call("explore", RACE, "--era", "flags", "--max-preemptions", "1");
    expect(status).toBe(1);
    expect(out).toMatch(/^flags \(6\.17\): bound: 1 preemptions$/m);
    expect(out).not.toContain("all interleavings");
  });

  test.each([
    [["--max-preemptions", "0"], "0 preemptions"],
    [["--max-steps", "10"], "10 steps"],
    [["--max-time", "0.000001"], "0.000001 s"],
    [["--random", "7", "--max-steps", "10"], "1000 random runs of at most 10 steps, seed 7"],
  ])("%j is a bound, and what was not met is not said never to happen", (options, bound) => {
    const { status, out } = call("explore", RACE, "--era", "flags", ...options);
    expect(status).toBe(1);
    expect(out).toContain(`flags (6.17): bound: ${bound}\n`);
    expect(out).not.toMatch(/^never/m);
  });

  test.each([
    ["--max-preemptions", "-1", "a whole number from 0"],
    ["--max-steps", "", "a whole number from 1"],
    ["--max-time", "soon", "a number of seconds above 0"],
    ["--random", "0.5", "a whole number from 1"],
  ])("refuses %s %j", (option, value, expected) => {
    const { status, err } = call("explore", RACE, `${option}=${value}`);
    expect(status).toBe(2);
    expect(err).toContain(`${option} cannot be "${value}"\nExpected: ${expected}`);
  });

  test("--json gives verdict, counts, ends and counterexample as data", () => {
    const [result] = JSON.parse(call("explore", ...BROKEN, "--json").out);
    expect(result).toMatchObject({
      era: "mops",
      verdict: "BUG",
      counterexample: { kind: "BUG", isShortest: true, switches: 1 },
    });
  });
});

describe("guards", () => {
  test("computes the row of one guard", () => {
    const { status, out } = call("guards", "isolate:recheck");
    expect(status).toBe(0);
    expect(out).toMatch(/^isolate:recheck +G3 +BUG \d+\/\d+ +BUG \d+\/\d+ +null-dereference \d+\/\d+$/m);
    expect(out).toMatch(/^1 guards, \d+ cells, 0 not as the register says$/m);
  });
});

describe("refine", () => {
  test("compares the ends of the eras", () => {
    const { status, out } = call("refine", RACE);
    expect(status).toBe(0);
    expect(out).toMatch(/: same ends \(aops (\d+) ends; mops \1 ends; flags \1 ends\)/);
  });
});

describe("run --choices", () => {
  test.each([
    ["0 9", "no actor 9"],
    [" ", "the list is empty"],
  ])("refuses %j", (choices, message) => {
    const { status, err } = call("run", RACE, "--choices", choices);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });

  test("says which choice cannot be made", () => {
    const { status, err } = call("run", RACE, "--era", "mops", "--choices", "0 ".repeat(200));
    expect(status).toBe(2);
    expect(err).toMatch(/choice \d+ cannot be made: scanner is done, or has to wait/);
  });
});
