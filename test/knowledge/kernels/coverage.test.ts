// Which scenarios a recording pins: no recording is passed over, and nothing counts as pinned without one.
import { describe, expect, it } from "vitest";
import { must } from "../../../src/engine/must.ts";
import { countsOf, coverageOf, pinnedOnSeveral, RELEASED } from "../../../src/knowledge/kernels/coverage.ts";
import { recordedKernels, storedRecordings } from "../../../src/knowledge/kernels/files.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { call } from "../../cli/call.ts";

const scenarios = shippedScenarios().map(findScenario);
const recordings = storedRecordings();
const covered = coverageOf(scenarios, recordings);
const cell = (scenario: string, kernel: string, all = covered) =>
  must(all.find((each) => each.scenario === scenario)?.on.get(kernel), `a cell for ${scenario} on ${kernel}`);

describe("coverage", () => {
  it("names every recording once", () => {
    const named = covered.flatMap(({ scenario, on }) =>
      [...on].flatMap(([kernel, found]) =>
        found.is === "pinned" ? found.patterns.map((pattern) => `${scenario} ${kernel} ${pattern}`) : [],
      ),
    );
    const stored = recordings.map(({ kernel, pattern }) => `${pattern.scenario} ${kernel} ${pattern.id}`);
    expect(named.sort()).toEqual(stored.sort());
    expect(stored).toHaveLength([...recordedKernels().values()].reduce((sum, each) => sum + each, 0));
  });
  it("tells a kernel that cannot do it from one that was not recorded", () => {
    expect(cell("z3fold-moves", "flags@6.17")).toEqual({ is: "absent" });
    expect(cell("z3fold-moves", "mops@6.1")).toEqual({ is: "argued" });
    expect(cell("balloon-compaction", "flags@6.17.0")).toEqual({ is: "argued" });
  });
  it("takes a recording more, and a kernel without any has nothing pinned", () => {
    const [first] = recordings;
    const more = {
      pattern: { ...must(first, "a recording").pattern, scenario: "ksm-page-moves" },
      kernel: "flags@6.17.0",
    };
    const now = coverageOf(scenarios, [...recordings, more]);
    expect(cell("ksm-page-moves", "flags@6.17.0", now)).toEqual({ is: "pinned", patterns: [more.pattern.id] });
    expect([countsOf(covered, "flags@6.17.0").pinned, countsOf(now, "flags@6.17.0").pinned]).toEqual([0, 1]);
    expect(countsOf(now).pinned).toBe(countsOf(covered).pinned + 1);
    expect(countsOf(now).run).toBe(countsOf(covered).run);
  });
  it("counts what two kernels pin, and no scenario for two patterns of one kernel", () => {
    const [first] = recordings;
    const { pattern } = must(first, "a recording");
    const on = (...kernels: string[]) =>
      coverageOf(
        scenarios,
        kernels.map((kernel) => ({ kernel, pattern })),
      );
    expect(pinnedOnSeveral(on("flags@7.2", "flags@7.2"))).toBe(0);
    expect(pinnedOnSeveral(on("flags@7.2", "flags@7.3"))).toBe(1);
    expect(pinnedOnSeveral(covered)).toBeGreaterThanOrEqual(40);
  });
  it("is what the terminal prints", () => {
    const told = JSON.parse(call("kernels", "--coverage", "--json").out);
    expect(told).toEqual(covered.map(({ scenario, on }) => ({ scenario, on: Object.fromEntries(on) })));
    const { out } = call("kernels", "--coverage");
    expect(out.match(/pinned(?= )/g)?.length).toBeGreaterThan(RELEASED.length);
    const { pinned, run } = countsOf(covered);
    expect(out).toContain(`${pinned} of ${run} scenarios are pinned on some kernel`);
  });
});
