// A driver of our own in the place of a scenario's: its callbacks are held to those that they stand for, and nobody looks inside of them.
import { describe, expect, it, test } from "vitest";
import { must } from "../../../src/engine/must.ts";
import { asPlayed, withoutInside } from "../../../src/knowledge/kernels/plays.ts";
import { heldAgainst, heldAgainstRecording, KERNELS, PATTERNS, recordingOf } from "../../../src/site/data/kernels.ts";

const call = (depth: number, name: string) => ({ depth, call: name });
const MODEL = [
  call(0, "migrate_pages"),
  call(1, "real"),
  call(2, "mutex_trylock"),
  call(3, "deeper"),
  call(1, "unlock"),
];

describe("the calls of a driver that another one stands for", () => {
  it("are left out, and what the core calls after it stays", () => {
    expect(withoutInside(MODEL, ["real"])).toEqual([call(0, "migrate_pages"), call(1, "real"), call(1, "unlock")]);
    expect(withoutInside(MODEL, [])).toEqual(MODEL);
    const twice = [...MODEL, call(1, "real"), call(2, "inside"), call(0, "putback")];
    expect(withoutInside(twice, ["real"]).map((each) => each.call)).toEqual([
      "migrate_pages",
      "real",
      "unlock",
      "real",
      "putback",
    ]);
  });
  it("are under the name of ours in a model, and in no other pattern", () => {
    const pattern = must(PATTERNS[0], "pattern");
    expect(asPlayed(MODEL, { ...pattern, plays: { ours: "real" } })[1]).toEqual(call(1, "ours"));
    expect(asPlayed(MODEL, pattern)).toEqual(MODEL);
  });
});

const OWN = PATTERNS.filter(({ plays }) => plays);
const CASES = OWN.flatMap((pattern) =>
  KERNELS.flatMap((kernel) => {
    const recorded = recordingOf(pattern, kernel);
    return recorded ? [{ id: pattern.id, name: kernel.name, pattern, kernel, recorded }] : [];
  }),
);

test.each(CASES)("$name $id: another answer of our driver would be found", ({ pattern, kernel, recorded }) => {
  const callbacks = Object.keys(pattern.plays ?? {});
  const answers = recorded.calls.flatMap(({ call, returns }, at) =>
    callbacks.includes(call) && returns !== undefined ? [at] : [],
  );
  for (const at of answers) {
    const other = recorded.calls.with(at, { ...must(recorded.calls[at], "call"), returns: -5 });
    expect(heldAgainstRecording(pattern, { ...recorded, calls: other }, kernel).difference).toMatch(
      / returns -5 in the kernel/,
    );
  }
  // Who comes too late meets no driver.
  expect(answers.length > 0).toBe(pattern.order === undefined);
});

it("says of no run of a scenario that a kernel with our driver did the same", () => {
  const { scenario } = must(
    OWN.find(({ id }) => id === "own-again"),
    "pattern",
  );
  expect(heldAgainst(scenario, "aops@5.10")).toBeNull();
  expect(heldAgainst(scenario, "mops@6.1")?.patterns.map(({ id }) => id)).toEqual(["vmw-reset"]);
});
