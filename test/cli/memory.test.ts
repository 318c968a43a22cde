/** `--memory`, in commands that know it and those that must not pretend to. */
import { describe, expect, test } from "vitest";
import { call, file } from "./call.ts";

const LATE = ["isolate-races-slab", "--era", "mops@6.12", "--memory", "pso", "--without", "slab:wmb-untype"];
/** Its order says when stores arrive. */
const order = file("late.yaml", call("explore", ...LATE, "--yaml").out);

test("an order in which stores arrive runs on the memory that it is for", () => {
  expect(call("run", order, "--era", "mops@6.12")).toMatchObject({
    status: 0,
    out: expect.stringContaining("list-corruption"),
  });
});

test("eras are compared on it", () => {
  const { status, out } = call("compare", "isolate-and-put-back", "--memory", "tso", "--json");
  expect(status).toBe(0);
  for (const { actors } of JSON.parse(out).runs) expect(actors).toContain(`${actors[0]}'s stores`);
});

describe("refused, and how it would go", () => {
  test.each([
    ["run", [order, "--memory", "sc"], `the order lets "allocator's stores" go on, but --memory sc has no such actor`],
    ["run", [order, "--memory", "tso"], "but --memory tso has no such actor"],
    ["compare", [order, "--memory", "sc"], "but --memory sc has no such actor"],
    ["races", [order], "has memory: pso, where no races are looked for"],
    ["explore", ["isolate-races-slab", "--memory", "TSO"], '--memory cannot be "TSO"'],
  ])("%s %j", (command, args, why) => {
    expect(call(command, ...args)).toMatchObject({ status: 2, out: "", err: expect.stringContaining(why) });
  });
});

test("what is not looked for on such a memory is said", () => {
  expect(call("explore", ...LATE).out).toContain(
    "memory: pso; invariants in the end only, no data races, no late loads",
  );
});
