// A plan is run by its name, and nothing has a column for it unless it is asked to.
import { expect, test } from "vitest";
import { PLANS } from "../../models/index.ts";
import { call } from "./call.ts";

const [PLAN] = PLANS.map(({ id }) => id) as [string];

test("is listed as what it is", () => {
  const listed = JSON.parse(call("kernels", "--json").out).filter(({ kind }: { kind: string }) => kind === "plan");
  expect(listed.map(({ id }: { id: string }) => id)).toEqual(PLANS.map(({ id }) => id));
});

test("is beside the era that it is built on where it is asked for", () => {
  const refined = call("refine", "isolate-races-deflate", "--era", PLAN);
  expect(refined.out).toContain("same ends (flags 3 ends; wilcox 3 ends)");
  expect(refined.status).toBe(0);
  const compared = call("compare", "isolate", "--era", PLAN, "--json");
  expect(JSON.parse(compared.out).runs.map(({ era }: { era: string }) => era)).toEqual(["flags", PLAN]);
});

test("is left alone otherwise", () => {
  for (const command of ["refine", "compare"]) {
    const { out, status } = call(command, "isolate-races-deflate");
    expect(out).not.toContain(PLAN);
    expect(status).toBe(0);
  }
});

test("says which guards it needs", () => {
  const { out, status } = call("guards", "isolate:recheck", "register:once", "--era", PLAN);
  expect(out).toMatch(/isolate:recheck +null-dereference +null-dereference/);
  expect(out).toMatch(/register:once +invariant I-32 +absent/);
  expect(status).toBe(0);
});

test.each([
  ["compare", "isolate"],
  ["refine", "isolate"],
  ["guards", "isolate:recheck"],
])("%s %s: an era is no plan", (...args) => {
  const { err, status } = call(...args, "--era", "mops");
  expect(err).toContain(`unknown plan "mops"`);
  expect(err).toContain(PLAN);
  expect(status).toBe(2);
});

test("guards are those of our reading, and not of another one", () => {
  const { err, status } = call("guards", "isolate:recheck", "--era", "wilcox@one-next");
  expect(err).toContain("Expected: --era wilcox\n");
  expect(status).toBe(2);
});
