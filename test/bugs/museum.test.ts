/** Every run of the museum, computed anew: the bug shows as its file says, and with the fix all interleavings are fine. */
import { describe, expect, it } from "vitest";
import { ERAS } from "../../models/index.ts";
import { STEPS } from "../../models/steps.ts";
import { bugRegister } from "../../src/bugs/files.ts";
import { KINDS, readBug } from "../../src/bugs/register.ts";
import { type BugRun, planOf, runOf } from "../../src/bugs/runs.ts";
import { turnsOf } from "../../src/bugs/turns.ts";
import { guardRegister } from "../../src/guards/files.ts";
import { findScenario } from "../../src/scenario/files.ts";

const bugs = bugRegister();
const guards = guardRegister();
const runs = bugs.flatMap((bug) => bug.runs.map((run) => ({ name: `${bug.id}: ${run.shows}`, bug, run })));

describe.each(runs)("$name", ({ run }) => {
  const plan = planOf(run, guards, findScenario);
  let found: BugRun;

  it("breaks as it says with the bug, and not at all with the fix", () => {
    found = runOf(plan);
    expect(found).toMatchObject({ verdict: plan.expected, intact: "all interleavings fine" });
  });

  it("is shown by a counterexample that ends where it breaks, or says what never happens", () => {
    const { counterexample, verdict, choices } = found;
    if (verdict === "harmless") return expect(counterexample).toBeNull();
    expect(choices?.length).toBeGreaterThan(0);
    if (verdict === "never happens") return expect(counterexample).toBeNull();
    expect(counterexample).toMatchObject({ isShortest: true });
    const turns = turnsOf(counterexample?.trace as never);
    expect(turns.flatMap(({ steps }) => steps)).toHaveLength(counterexample?.choices.length ?? 0);
    expect(turns).toHaveLength((counterexample?.switches ?? 0) + 1);
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
      own.some((run) => planOf(run, guards, findScenario).expected !== "harmless"),
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
    expect(without).toEqual([..."1 2 3 16 17 20 21 22 23 25 29 30 31".split(" ").map((n) => `b${n}`), "ksm"]);
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

  it.each([
    ["an unknown key", `${good}extra: 1\n`, "content/bugs/b1.yaml: extra: "],
    ["another name than its id", good.replace("id: b1", "id: b2"), "content/bugs/b1.yaml: id: "],
    ["a kernel that there is not", `${good}runs: [{ shows: x, guard: zs:drain, kernel: aops@9 }]`, "runs.0"],
    ["neither a run nor a reason", good.replace("caveat: No run.\n", ""), "content/bugs/b1.yaml: runs: "],
    ["a grade that there is not", good.replace("grade: id", "grade: sure"), "evidence.0.grade"],
  ])("is refused with %s", (_, text, message) => expect(reading(text)).toThrow(message));

  it("names a cell of the register", () => {
    const run = { shows: "x", guard: "zs:drain", kernel: "flags" } as const;
    expect(() => planOf(run, guards, findScenario)).toThrow("no cell for zs:drain on flags");
  });
});
