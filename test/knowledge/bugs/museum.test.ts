/** Every run of the museum, computed anew: the bug shows as its file says, and with the fix all interleavings are fine. */

import { describe, expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { STEPS } from "../../../models/steps.ts";
import { must } from "../../../src/engine/must.ts";
import { HARMLESS, isFine, NEVER } from "../../../src/engine/verdicts/vocabulary.ts";
import { closes, happensIn, tableOf } from "../../../src/knowledge/bugs/event.ts";
import { bugRegister } from "../../../src/knowledge/bugs/files.ts";
import { KINDS, readBug } from "../../../src/knowledge/bugs/register.ts";
import { type BugRun, planOf, runOf } from "../../../src/knowledge/bugs/runs.ts";
import { turnsOf } from "../../../src/knowledge/bugs/turns.ts";
import { guardRegister } from "../../../src/knowledge/guards/files.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";

const bugs = bugRegister();
const guards = guardRegister();
const runs = bugs.flatMap((bug) => bug.runs.map((run) => ({ name: `${bug.id}: ${run.shows}`, bug, run })));

describe.each(runs)("$name", ({ bug, run }) => {
  const plan = planOf(run, guards, findScenario);
  let found: BugRun;

  it("breaks as it says with the bug, and not at all with the fix", () => {
    found = runOf(plan);
    expect(found.verdict).toBe(plan.expected);
    expect(plan.fixedTo === undefined ? isFine(found.intact) : found.intact === plan.fixedTo).toBe(true);
  });

  it("is what its title says, in its last steps", () => {
    const { event, shown } = found;
    const { moments, trace } = shown;
    const what = tableOf(`${bug.title}: ${run.shows}`, event, trace);
    expect(moments, what).not.toBeNull();
    expect(closes(moments ?? [], trace), what).toBe(true);
  });

  it("is not that with the fix, in the same order", () => {
    const { event, beside } = found;
    expect(happensIn(event, beside.trace), tableOf(`${run.shows}: with the fix`, event, beside.trace)).toBeNull();
    expect(beside.choices.length).toBeGreaterThan(0);
  });

  it("ends where it breaks, in as few steps as it can unless the story has an order", () => {
    const { shown, order, verdict, message } = found;
    const { trace, choices, switches, isShortest } = shown;
    const isNothing = verdict === HARMLESS || verdict === NEVER;
    expect(trace.verdict.kind === "ok").toBe(isNothing);
    if (!isNothing) expect(message).toBe(trace.verdict.message);
    expect(isShortest).toBe(!isNothing && order === null);
    const turns = turnsOf(trace);
    expect(turns.flatMap(({ steps }) => steps)).toHaveLength(choices.length);
    expect(turns).toHaveLength(switches + 1);
    expect(turns.every(({ steps }) => steps.every(({ step }) => step in STEPS))).toBe(true);
  });
});

describe("the museum", () => {
  it("has B1 to the last one without a gap and the exercise, and runs at least 24 of them", () => {
    const numbered = Array.from({ length: bugs.length - 1 }, (_, index) => `b${index + 1}`);
    expect(numbered.length).toBeGreaterThanOrEqual(31);
    expect(bugs.map(({ id }) => id)).toEqual([...numbered, "ksm"]);
    const running = bugs.filter(({ id, runs: own }) => id !== "ksm" && own.length > 0);
    expect(running.length).toBeGreaterThanOrEqual(24);
    const breaking = running.filter(({ runs: own }) =>
      own.some((run) => planOf(run, guards, findScenario).expected !== HARMLESS),
    );
    expect(breaking.length).toBeGreaterThanOrEqual(24);
  });

  it("puts none into an era that has not the driver it is about", () => {
    const wrong = bugs.flatMap(({ id, places, runs: own }) =>
      ERAS.filter((era) => places.includes(era.id) && own.length > 0)
        .filter(({ drivers }) =>
          own.every((run) =>
            Object.values(planOf(run, guards, findScenario).scenario.drivers).some(({ driver }) => !drivers[driver]),
          ),
        )
        .map((era) => `${id} in ${era.id}`),
    );
    expect(wrong).toEqual([]);
  });

  it("says of each that does not run why", () => {
    for (const { runs: own, caveat } of bugs) if (own.length === 0) expect(caveat).toMatch(/^No run\./);
  });

  it("labels the conjecture and the exercise as what they are", () => {
    const kinds = Object.fromEntries(bugs.map(({ id, kind }) => [id, kind]));
    expect(kinds).toMatchObject({ b16: "conjecture", ksm: "exercise" });
    expect(Object.values(kinds).filter((kind) => kind === "conjecture" || kind === "exercise")).toHaveLength(2);
    expect(KINDS.conjecture).toContain("no report is known");
  });

  it("has an id or an address for each piece of evidence, and no commit id that is not one", () => {
    for (const { evidence } of bugs) {
      for (const { source, grade } of evidence) {
        expect(source).toMatch(grade === "id" ? /^[0-9a-f]{12}$/ : /^<\S+@\S+>$|^[0-9a-f]{12}$|\.(c|h|md)\b/);
      }
    }
  });

  it("claims no commit id for the fix of those that have none, or none that was seen", () => {
    const without = bugs.filter(({ evidence }) => evidence[0]?.grade !== "id").map(({ id }) => id);
    expect(without).toEqual([..."1 2 3 16 17 20 21 22 23 29 30 31 34".split(" ").map((n) => `b${n}`), "ksm"]);
  });

  it("leads only to bugs that there are", () => {
    const ids = bugs.map(({ id }) => id);
    for (const { id, see } of bugs) for (const other of see) expect(ids.filter((each) => each !== id)).toContain(other);
  });
});

describe("a file of the museum", () => {
  const good = `
id: b1
title: A title
kind: bug
places: [aops]
kernels: "5.10"
rule: A rule.
seen: Something.
cause: [{ who: A, does: something }]
fix: A fix.
caveat: No run.
evidence: [{ what: the fix, source: 053c8ebe74f7, grade: id }]
`;
  const reading = (text: string) => () => readBug(text, "content/bugs/b1.yaml");

  it("is read", () => expect(reading(good)()).toMatchObject({ id: "b1", runs: [] }));

  const run = `
runs:
  - shows: x
    guard: zs:drain
    kernel: aops
    event: { tells: y, moments: [{ who: owner, step: zs:destroy }] }
`;

  it("is read with a run", () => expect(reading(good + run)().runs).toHaveLength(1));

  it.each([
    ["an unknown key", `${good}extra: 1\n`, ":13:8: extra: "],
    ["another name than its id", good.replace("id: b1", "id: b2"), ": id: "],
    [
      "a kernel that there is not",
      good + run.replace("kernel: aops", "kernel: aops@9"),
      ":17:13: runs.0.kernel: a kernel",
    ],
    ["neither a run nor a reason", good.replace("caveat: No run.\n", ""), ": runs: none"],
    ["a grade that there is not", good.replace("grade: id", "grade: sure"), ":12:58: evidence.0.grade: id, text"],
    ["a run that has no event", good + run.replace(/ +event.*\n/, ""), ":15:5: runs.0.event: "],
    ["an event without a moment", good + run.replace(/\[.*\]/, "[]"), ":18:33: runs.0.event.moments: at least one"],
    [
      "a step that there is not",
      good + run.replace("zs:destroy", "zs:destory"),
      ":18:54: runs.0.event.moments.0.step: the name",
    ],
    ["a moment that says what no moment says", good + run.replace("who:", "whom:"), "runs.0.event.moments.0.whom"],
    ["what is not YAML", `${good}runs: [`, /^content\/bugs\/b1\.yaml:1\d:\d+: /],
  ])("is refused with %s, and says where", (_, text, message) => expect(reading(text)).toThrow(message));

  it("names a cell of the register", () => {
    const [read] = reading(good + run.replace("kernel: aops", "kernel: flags"))().runs;
    expect(() => planOf(must(read, "answer to read"), guards, findScenario)).toThrow("no cell for zs:drain on flags");
  });
});
