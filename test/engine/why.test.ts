// Why a run went wrong, and who made it so: of every counterexample of the register of guards, and for the one that everybody reads first.
import { describe, expect, it } from "vitest";
import type { GuardName } from "../../models/guards.ts";
import { findEra } from "../../models/index.ts";
import { INVARIANTS } from "../../models/invariants/index.ts";
import { mops } from "../../models/mops/index.ts";
import { stepLabel } from "../../models/step_labels.ts";
import { STEPS, type StepName } from "../../models/steps.ts";
import { STEPS_WITHOUT } from "../../models/steps_without.ts";
import { FAULT_KINDS } from "../../src/engine/faults.ts";
import { must } from "../../src/engine/must.ts";
import { execute } from "../../src/engine/run/execute.ts";
import { kernelsFor } from "../../src/engine/scenario/runnable.ts";
import type { Trace } from "../../src/engine/trace/trace.ts";
import { verify } from "../../src/engine/verify/verify.ts";
import { walk } from "../../src/engine/walk/walk.ts";
import { askedBy } from "../../src/engine/why/asked.ts";
import { askedPieces } from "../../src/engine/why/asked_text.ts";
import { crossingsAt } from "../../src/engine/why/crossings.ts";
import { BADGES, ending } from "../../src/engine/why/endings.ts";
import { failureOf } from "../../src/engine/why/failure.ts";
import { lastWrite, valueAfter } from "../../src/engine/why/history.ts";
import { didAll } from "../../src/engine/why/names.ts";
import { guardRegister } from "../../src/knowledge/guards/files.ts";
import { scenarioOf } from "../../src/knowledge/guards/register.ts";
import { findScenario, shippedScenarios } from "../../src/knowledge/scenarios/files.ts";

/** What two lines of a narrow lane hold. */
const LABEL = 24;

describe("the label of a step", () => {
  it.each(Object.keys(STEPS) as StepName[])("%s is short, and has no full stop", (step) => {
    const guards = STEPS_WITHOUT.filter((each) => each.step === step).flatMap(({ without }) => without);
    for (const label of [[], ...guards.map((guard) => [guard])].map((without) => stepLabel(step, without))) {
      expect(label.length, label).toBeLessThanOrEqual(LABEL);
      expect(label).toMatch(/^[a-z].*[^.]$/);
    }
  });
});

const race = (kernel: string, without: GuardName[], choices: number[]) =>
  walk({ scenario: findScenario("isolate-races-deflate"), kernel, without }, choices).trace;

describe("without the second look", () => {
  // The scanner looks, the balloon lets go of the page, the scanner goes on.
  const choices = [0, 0, 0, 1, 1, 1, 1, 0, 0];
  const trace = race("mops", ["isolate:recheck"], choices);
  const failure = must(failureOf(trace), "failure");

  it("the check, what it read, and who changed that after whose look are found", () => {
    const { crossing } = failure;
    expect(failure).toMatchObject({ kind: "BUG", line: "VM_BUG_ON(!mops)", fn: "isolate_movable_page" });
    expect(crossing).toMatchObject({ word: "page 0 mapping", after: "NULL | 2" });
    const { look, change, at } = must(crossing, "crossing");
    expect([look, change, at].map((step) => trace.steps[step ?? -1]?.step)).toEqual([
      "isolate:test",
      "balloon:release",
      "isolate:recheck",
    ]);
  });

  it("the guard would have asked there, and have met the same word", () => {
    const asked = must(askedBy(trace, race("mops", [], choices)), "what it would have asked");
    expect(asked).toMatchObject({ at: failure.at, actor: "scanner", next: "isolate:back-off" });
    expect(asked.reads[0]).toEqual({ word: "page 0 mapping", value: "NULL | 2", again: true });
    expect(ending(trace, asked)).toBe(
      "The scanner stopped the kernel: the driver had cleared mapping of page 0 three steps earlier, and nothing asked again.",
    );
  });
});

const NAMED = [
  {
    guard: "clear:keep-tag",
    kernel: "aops",
    id: "migrate-races-deflate",
    text: "the driver leaves NULL | 2 in mapping of page 0, not NULL",
  },
  {
    guard: "isolate:lock-held",
    kernel: "mops",
    id: "isolate-races-deflate",
    text: "the scanner leaves flags of page 0 as it is: PG_locked",
  },
  {
    guard: "z3fold:drain-condition",
    kernel: "aops",
    id: "z3fold-destroy",
    text: "the owner doesn’t have to wait for isolated of zswap",
  },
  {
    guard: "balloon:alloc-first",
    kernel: "mops",
    id: "oom-while-inflating",
    text: "the owner does this first, and not “takes its mutex”",
  },
  {
    guard: "isolate:test",
    kernel: "mops",
    id: "isolate-races-inflate",
    text: "the scanner asks, reads mapping of page 0: NULL",
  },
] as const;
it.each(NAMED)("what is different with $guard is said as it is", ({ guard, kernel, id, text }) => {
  const scenario = findScenario(id);
  const { era, release } = must(findEra(kernel), "kernel");
  const { counterexample } = verify(scenario, era, release, { without: [guard] });
  const { choices } = must(counterexample, "counterexample");
  const trace = execute(scenario, era, release, { without: [guard], choices });
  const asked = must(askedBy(trace, walk({ scenario, kernel, without: [] }, choices).trace), "where the guard acts");
  const does = askedPieces(asked, []).map((piece) => (typeof piece === "string" ? piece : piece.code));
  expect(does.join("")).toContain(` goes another way: ${text}`);
});

it("a rule that is asked after each step is told with what the step did to the page that it names", () => {
  // The first scanner drops its reference while the page is still marked isolated.
  const scenario = findScenario("scan-races-scan");
  const { counterexample } = verify(scenario, mops, mops.releases[0], { without: ["putback:flag-before-put"] });
  const { choices } = must(counterexample, "counterexample");
  const { trace } = walk({ scenario, kernel: "mops", without: ["putback:flag-before-put"] }, choices);
  expect(didAll(must(failureOf(trace), "failure").broke)).toBe("dropped a reference to page 0");
});

describe("without the second look, where the first came too late as well", () => {
  // The balloon has let go before the scanner comes.
  const choices = [1, 1, 1, 1, 0, 0, 0, 0, 0];
  const trace = race("aops", ["isolate:recheck"], choices);
  const asked = must(askedBy(trace, race("aops", [], choices)), "what it would have asked");

  it("the word, who changed it, and what the guard would have read are told all the same", () => {
    const { crossing, at } = must(failureOf(trace), "failure");
    expect(crossing).toMatchObject({ word: "page 0 mapping", look: null, at });
    expect(trace.steps[must(crossing, "crossing").change]?.step).toBe("balloon:release");
    expect(asked).toMatchObject({ at, actor: "scanner", next: "isolate:back-off" });
    expect(asked.reads.map(({ word }) => word)).toEqual(["page 0 mapping"]);
    expect(ending(trace, asked)).toContain("the driver had cleared mapping of page 0 six steps earlier");
  });
});

function isTrue(trace: Trace, at: number): void {
  for (const { word, look, change, before, after } of crossingsAt(trace, at)) {
    const reader = trace.steps[at]?.actor;
    expect(trace.steps[change]?.actor).not.toBe(reader);
    expect(lastWrite(trace, word, at)?.at).toBe(change);
    expect([valueAfter(trace, word, at), before === after]).toEqual([after, false]);
    if (look !== null) expect([trace.steps[look]?.actor, look < change]).toEqual([reader, true]);
  }
}

describe.each(shippedScenarios())("%s", (id) => {
  const scenario = findScenario(id);
  it.each(kernelsFor(scenario))("is told of truly at each step on $era.id", ({ era, release }) => {
    const trace = execute(scenario, era, release);
    for (const at of trace.steps.keys()) isTrue(trace, at);
    expect(ending(trace)).toMatch(/^[A-Za-z].*\.$/);
  });
});

const cells = guardRegister().flatMap(({ guard, eras }) =>
  Object.entries(eras).flatMap(([kernel, cell]) =>
    "absent" in cell || "harmless" in cell
      ? []
      : [{ guard, kernel, id: cell.scenario, scenario: scenarioOf(cell, findScenario) }],
  ),
);

/** Their rule breaks by a page lock alone, which is not told as a change, or has been broken since before the first step. */
const UNBROKEN = ["movable:both-bits", "zs:lock-reread"];

/** Guards that show at no step of the run: in the set-up, or only in what is asked of the pages after it. */
const UNTOLD = ["mark:flag on flags", "mark:type on flags", "movable:both-bits on aops", "movable:both-bits on mops"];

describe.each(cells)("$id on $kernel without $guard", ({ guard, kernel, scenario }) => {
  it("has a reason, and a guard that goes another way", () => {
    const { era, release } = must(findEra(kernel), `kernel ${kernel}`);
    const { counterexample } = verify(scenario, era, release, { without: [guard] });
    // What never happens has no order that shows it.
    if (counterexample === null) return;
    const { choices } = counterexample;
    const trace = execute(scenario, era, release, { without: [guard], choices });
    const failure = must(failureOf(trace), "failure");
    expect(BADGES[failure.kind]).not.toBe(BADGES.ok);
    expect(failure.line).not.toBe("");
    if (failure.at !== null) isTrue(trace, failure.at);
    const asksEachStep = /^(always|transition)$/.test(
      INVARIANTS.find(({ id }) => id === trace.verdict.rule)?.when ?? "",
    );
    // What breaks in the end may be old.
    expect(didAll(failure.broke) !== "").toBe(asksEachStep && !UNBROKEN.includes(guard));
    const asked = must(askedBy(trace, walk({ scenario, kernel, without: [] }, choices).trace), "where the guard acts");
    expect(asked.at).toBeLessThan(trace.steps.length);
    const told = ending(trace, asked);
    expect(told).toMatch(/^[A-Za-z].*\.$/);
    expect(told).not.toMatch(/undefined|null\b|\[object/);
    const does = askedPieces(asked, []).map((piece) => (typeof piece === "string" ? piece : piece.code));
    expect(does.join("")).toMatch(/^ (goes another way: .*|does the same\. .*)\.$/);
    const isUntold = asked.reads.length + asked.changes.length === 0 && asked.otherwise === null;
    expect(isUntold, does.join("")).toBe(UNTOLD.includes(`${guard} on ${kernel}`));
  });
});

it("there is a word for every kind of ending", () => {
  expect(Object.keys(BADGES)).toEqual(expect.arrayContaining([...FAULT_KINDS]));
});
