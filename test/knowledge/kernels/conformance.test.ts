// What each recorded kernel did, and what the model does as of that kernel: the same calls, results and pages, in the same order
// and nesting, but for the list of what one side does not have.
import { describe, expect, it } from "vitest";
import { compare } from "../../../src/knowledge/kernels/compare.ts";
import {
  heldAgainst,
  heldAgainstRecording,
  KERNELS,
  PATTERNS,
  type RecordedKernel,
  recordingOf,
  UNMODELLED,
  unmodelledOn,
} from "../../../src/site/data/kernels.ts";

const CASES = KERNELS.flatMap((kernel) =>
  PATTERNS.flatMap((pattern) => {
    const recorded = recordingOf(pattern, kernel);
    if (recorded === null) return [];
    const held = heldAgainstRecording(pattern, recorded, kernel);
    return [{ name: kernel.name, id: pattern.id, kernel, recorded, held }];
  }),
);

it.each(CASES)("$name does as recorded: $id", ({ recorded, held: { difference, run } }) => {
  expect(difference).toBeNull();
  expect(run.kpageflags).toEqual(recorded.kpageflags);
});

describe("the list of what one side does not have", () => {
  const used = new Map<RecordedKernel, Set<unknown>>();
  for (const { kernel, held } of CASES) {
    const needed = used.get(kernel) ?? new Set();
    for (const entry of held.used) needed.add(entry);
    used.set(kernel, needed);
  }
  const releases = KERNELS.map(({ provenance }) => provenance.release);

  it.each(UNMODELLED)("has $call for a reason", (entry) => {
    const needing = KERNELS.filter((kernel) => used.get(kernel)?.has(entry));
    expect(needing.map(({ provenance }) => provenance.release)).toEqual(entry.kernels);
  });
  it.each(UNMODELLED.filter(({ around }) => around))("compares what $call calls, for it calls such", (entry) => {
    const { around: _, ...closed } = entry;
    const without = CASES.filter(({ held }) => held.used.has(entry)).map(({ kernel, recorded, held: { run } }) => {
      const list = unmodelledOn(kernel).map((each) => (each === entry ? closed : each));
      return compare(recorded.calls, run.calls, list).difference;
    });
    expect(without).toContainEqual(expect.any(String));
  });
  it("speaks of recorded kernels only", () => {
    expect(UNMODELLED.flatMap(({ kernels }) => kernels).filter((each) => !releases.includes(each))).toEqual([]);
  });
});

describe("recordings", () => {
  it.each(PATTERNS)("show $id on some kernel", (pattern) => {
    expect(CASES.map(({ id }) => id)).toContain(pattern.id);
  });
  it("show that a page of a balloon moved on every kernel, and its /proc/kpageflags", () => {
    const shown = CASES.filter(({ id, recorded }) => id === "balloon-migrate" && recorded.kpageflags);
    expect(shown.map(({ name }) => name)).toEqual(KERNELS.map(({ name }) => name));
  });
});

describe("a run is said to be held against a kernel", () => {
  it("when its scenario is what the kernel was recorded doing", () => {
    const held = heldAgainst("balloon-compaction", "flags@6.17");
    expect(held).toMatchObject({ linux: "6.17.13", patterns: [{ id: "balloon-migrate" }] });
  });
  it("and not when the scenario, the kernel or the order is another one", () => {
    expect(heldAgainst("lost-wakeup", "flags@6.17")).toBeNull();
    expect(heldAgainst("balloon-compaction", "flags@6.17.0")).toBeNull();
    // Recorded there only with a race whose outcome decides the order.
    expect(heldAgainst("try-again-for-ever", "aops@5.10")).toBeNull();
  });
});
