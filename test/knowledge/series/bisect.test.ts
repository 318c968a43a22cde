// Halving, and what it would not see.
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { ask } from "../../../src/knowledge/series/ask.ts";
import { bisect } from "../../../src/knowledge/series/bisect.ts";
import { expectationOf } from "../../../src/knowledge/series/expectation.ts";
import { pointsOf } from "../../../src/knowledge/series/points.ts";

const on = (classes: string[]) =>
  bisect(
    classes.length,
    (at) => classes[at],
    (a, b) => a === b,
  );

describe("bisect", () => {
  test("finds the only change by asking few", () => {
    const found = on([..."aaaaaaaaaaaabbbb"]);
    expect(found.found).toBe(12);
    expect(found.changes).toEqual([12]);
    expect(found.asked.length).toBeLessThanOrEqual(6);
  });

  test("says that nothing changes, and asks the two ends for that", () => {
    expect(on([..."aaaa"])).toMatchObject({ found: null, changes: [], asked: [0, 3] });
  });

  test("sees what changes and changes back, though the ends are alike", () => {
    expect(on([..."aabbaa"])).toMatchObject({ found: null, changes: [2, 4] });
  });

  test("names every change where there is more than one", () => {
    const found = on([..."aabbacc"]);
    expect(found.changes).toEqual([2, 4, 5]);
    expect(found.changes).toContain(found.found);
  });

  property.prop([fc.array(fc.constantFrom("a", "b", "c"), { minLength: 2, maxLength: 40 })])(
    "asks each point once, and what it finds is a change whatever the order",
    (classes) => {
      const asked: number[] = [];
      const look = (at: number) => {
        asked.push(at);
        return classes[at];
      };
      const { found, changes, seen } = bisect(classes.length, look, (a, b) => a === b);
      expect(seen).toEqual(classes);
      expect([...asked].sort((a, b) => a - b)).toEqual(classes.map((_, at) => at));
      expect(changes).toEqual(classes.flatMap((each, at) => (at > 0 && each !== classes[at - 1] ? [at] : [])));
      expect(found === null).toBe(classes.at(-1) === classes[0]);
      if (found !== null) expect(classes[found]).not.toBe(classes[0]);
    },
  );
});

describe("a question to a series", () => {
  const question = { without: [], depth: "end", expect: null } as const;

  test("the warning about a page without a device comes with patch 13, and goes after the series", () => {
    const answer = ask("2025", { ...question, scenario: findScenario("vmw-inflate-refused") });
    const changed = answer?.bisection.changes.map((at) => answer.points[at]?.name);
    expect(changed).toEqual(["mops@6.16-p13", "flags@6.17"]);
    expect(answer?.differences[0]?.end).toEqual([
      { path: "verdict", values: ["no fault", expect.stringMatching(/^WARN: mover .*: WARN_ON_ONCE\(!b_dev_info\)$/)] },
      { path: "log", values: [[], ["WARN_ON_ONCE(!b_dev_info)"]] },
    ]);
  });

  test("with all guards in place, no patch changes how a plain migration ends", () => {
    const answer = ask("2025", { ...question, scenario: findScenario("balloon-compaction") });
    expect(answer?.bisection.changes).toEqual([]);
  });

  test("under all interleavings the test for a released page is the core's, then nobody's need, then the driver's", () => {
    const scenario = findScenario("isolate-races-deflate");
    const answer = ask("2025", { scenario, without: ["isolate:recheck"], depth: "orders", expect: null });
    const verdicts = answer?.bisection.changes.map((at) => [
      answer.points[at]?.name,
      answer.bisection.seen[at]?.verdict,
    ]);
    expect(verdicts).toEqual([
      ["mops@6.16-p08", "WARN"],
      ["mops@6.16-p13", "null-dereference"],
    ]);
  });

  test("the deflation in the middle of a move is counted from the first patch of 2026 on", () => {
    const answer = ask("2026", { ...question, scenario: findScenario("vmw-inflate-refused") });
    expect(answer?.bisection.changes.map((at) => answer.points[at]?.name)).toEqual(["flags@6.19-p01"]);
    expect(answer?.differences[0]?.end).toEqual([{ path: "events.BALLOON_DEFLATE", values: [0, 1] }]);
  });

  test("who reads a page's balloon without the lock of the balloons is safe until the page lock goes, in patch 9 of 2026", () => {
    const scenario = findScenario("isolate-races-deflate");
    const without = ["balloon:device-under-lock"] as const;
    const answer = ask("2026", { scenario, without, depth: "orders", expect: null });
    const verdicts = answer?.bisection.changes.map((at) => [
      answer.points[at]?.name,
      answer.bisection.seen[at]?.verdict,
    ]);
    expect(verdicts).toEqual([["flags@6.19-p09", "list-corruption"]]);
  });

  test("needs two kernels that can run the scenario", () => {
    expect(ask("2025", { ...question, scenario: findScenario("z3fold-moves") })).toBeNull();
  });
});

test("the points of a series are before it, in order of its patches, and after it", () => {
  const patches = pointsOf("2025").map(({ patches }) => patches);
  expect(patches[0]).toBeNull();
  expect(patches.slice(-2)).toEqual([null, null]);
});

describe("an expectation", () => {
  test("is a path and a value", () => {
    expect(expectationOf(["verdict=ok", "pages.p.type=null", "results.mover=[true,1,null]"])).toEqual({
      verdict: "ok",
      pages: { p: { type: null } },
      results: { mover: [true, 1, null] },
    });
  });
  test.each(["verdict", "=ok", "a..b=1", "__proto__.x=1 and", ".a=1"])("is not %s", (text) => {
    const found = expectationOf([text]);
    if (!(found instanceof Error)) expect(({} as { x?: unknown }).x).toBeUndefined();
    else expect(found.message).toContain("PATH=VALUE");
  });
  test("has one value for a path", () => {
    expect(expectationOf(["a=1", "a.b=2"])).toBeInstanceOf(Error);
  });
});
