// `eras bisect`: 0 nothing changes, 1 something does, 2 bad input.
import { describe, expect, test } from "vitest";
import { call } from "./call.ts";

test("nothing changes", () => {
  const { status, out } = call("bisect", "balloon-compaction", "--series", "2025");
  expect(status).toBe(0);
  expect(out).toContain("So is every kernel between them.");
});

test("the patch that changes an outcome is named with its commit, and what comes after the series apart from it", () => {
  const { status, out } = call("bisect", "soft-offline", "--series", "2025", "--expect", "pages.p.type=null");
  expect(status).toBe(1);
  expect(out).toMatch(/patch 5 \(mops@6\.16-p05\):\n +65aabd88dffd /);
  expect(out).toContain('pages.p.type: null → "offline"');
  expect(out).toContain("What was asked for is so on 5 of 18 kernels.");
  expect(call("bisect", "vmw-inflate-refused", "--series", "2025").out).toMatch(
    /changes more than once[\s\S]*after the series/,
  );
});

test("an order changes where the end does not", () => {
  const { status, out } = call("bisect", "deflate-races-migration", "--series", "2025", "--steps");
  expect(status).toBe(1);
  expect(out).toContain("15504b116300");
});

test("--without asks when a guard became needless", () => {
  const { out } = call("bisect", "deflate-races-migration", "--series", "2025", "--without", "balloon:leave-lru");
  expect(out).toMatch(/list-corruption[\s\S]*patch 2 \(mops@6\.16-p02\)/);
});

test("--json says the same as data", () => {
  const { out } = call("bisect", "soft-offline", "--series", "2025", "--json");
  const data = JSON.parse(out);
  expect(data).toMatchObject({ series: "2025", found: "mops@6.16-p05" });
  expect(data.changes).toMatchObject([{ kernel: "mops@6.16-p05", patches: [5, 5] }]);
  expect(data.kernels.filter(({ asBefore }: { asBefore: boolean }) => asBefore)).toHaveLength(5);
});

test("--json says on which kernels it is so, where one thing is asked for", () => {
  const { out } = call("bisect", "soft-offline", "--series", "2025", "--expect", "pages.p.type=offline", "--json");
  const expected = JSON.parse(out).kernels.map((each: { expected: boolean }) => each.expected);
  expect(expected.indexOf(true)).toBe(5);
  expect(expected.lastIndexOf(false)).toBe(4);
});

describe("bad input", () => {
  test.each([
    [["soft-offline"], "name a series"],
    [["soft-offline", "--series", "2024"], 'unknown series "2024"; did you mean'],
    [["soft-offline", "--series", "2025", "--expect", "verdict"], "is no PATH=VALUE"],
    [["soft-offline", "--series", "2025", "--expect", "pages.q.type=null"], "pages.q: no run has that in its end"],
    [["soft-offline", "--series", "2025", "--expect", "pages.q.type=null"], "Expected: pages: p"],
    [["soft-offline", "--series", "2025", "--orders", "--expect", "verdikt=ok"], "verdikt: no run has that"],
    [["soft-offline", "--series", "2025", "--steps", "--calls"], "exclude each other"],
    [["soft-offline", "--series", "2025", "--steps", "--expect", "verdict=ok"], "--expect is about the end"],
    [["z3fold-moves", "--series", "2025"], "no two kernels"],
    [["soft-ofline", "--series", "2025"], "soft-offline"],
  ])("%j", (args, message) => {
    const { status, err } = call("bisect", ...args);
    expect([status, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
