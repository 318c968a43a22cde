/** Stages of a series as patches of the models: one kernel's code against the next one's, in a mail that says which kernel it is against. */
import { describe, expect, test } from "vitest";
import { findEra } from "../../models/index.ts";
import { must } from "../../src/engine/must.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { pointsOf, SERIES } from "../../src/knowledge/series/points.ts";
import { asKernel } from "../../src/review/as_kernel.ts";
import { changesOf, wholeOf } from "../../src/review/change.ts";
import { PatchError, readPatches } from "../../src/review/patch.ts";
import { firstRuns, questionsFor, type Scope } from "../../src/review/plan.ts";
import { touchedBy } from "../../src/review/touched.ts";
import { diffOf } from "../../src/views/review/made.ts";
import { MODELS } from "./change.ts";
import { lookAt } from "./look.ts";

const texts = new Map<string, ReturnType<typeof asKernel>>();
function textsOf(point: ReturnType<typeof pointsOf>[number]) {
  const known = texts.get(point.name) ?? asKernel(MODELS, point);
  texts.set(point.name, known);
  return known;
}
const mailOf = (diff: string, base: string) => `Subject: [PATCH] stage\n\n${diff}\nbase-commit: ${base}\n-- \n2.39.5\n`;

describe.each(SERIES)("the series of %s", (series) => {
  const points = pointsOf(series);
  const steps = points.slice(1).flatMap((point, at) => {
    const before = points[at];
    return before?.era === point.era ? [{ name: point.name, before, point }] : [];
  });
  test.each(steps)("$name is a patch of the kernel before it, and of its functions", ({ before, point }) => {
    const [old, now] = [textsOf(before), textsOf(point)];
    const diff = diffOf(old, now);
    // Moving and documenting what is there changes no run.
    if (point.name === "flags@6.19-p24") return expect(diff).toBe("");
    const [change] = wholeOf(changesOf(readPatches(mailOf(diff, before.name), "x"), MODELS));
    expect(change).toEqual({ sources: ["x"], subject: "[PATCH] stage", before: old, after: now, kernel: before.name });
    const { eras, ids } = touchedBy(old, now);
    expect([eras, ids?.size]).not.toEqual([[point.era.id], 0]);
    expect(diff).not.toContain("k.differs(");
  });
});

test("what is a patch of one kernel's code asks no other kernel", () => {
  const material = { scenarios: [findScenario("isolate-races-deflate")], guards: [], recordings: [] };
  const asked = (kernel: Scope["kernel"]) => questionsFor({ eras: ["mops"], kernel }, material, []);
  const one = asked(must(findEra("mops@6.16-p04"), "kernel"));
  expect(new Set(one.map(({ kernel }) => kernel))).toEqual(new Set(["mops@6.16"]));
  expect(asked(null).map(({ kernel }) => kernel)).toContain("mops@6.16-p04");
});

test("the first stage of 2022 is asked what 5.19 can run, and 5.10 cannot", () => {
  const kernel = must(findEra("aops@5.19-p01"), "kernel");
  const material = { scenarios: [findScenario("secretmem-stays")], guards: [], recordings: [] };
  expect(firstRuns({ eras: ["aops"], kernel: null }, material)).toEqual([]);
  const [question] = firstRuns({ eras: ["aops"], kernel }, material);
  expect(question).toMatchObject({ ask: "run", kernel: "aops@5.10" });
  expect(lookAt(must(question, "question"))).toMatchObject({ of: "run" });
});

test("a kernel that nobody has is refused; a commit of a repository says nothing of the models", () => {
  const [first, second] = pointsOf("2025");
  const diff = first && second ? diffOf(textsOf(first), textsOf(second)) : "";
  expect(() => changesOf(readPatches(mailOf(diff, "mops@9.9"), "x"), MODELS)).toThrow(
    /no kernel mops@9\.9\nExpected: /,
  );
  const refused = (...bases: string[]) => {
    const mails = bases.map((base) => mailOf(diff, base)).join("\n");
    expect(() => changesOf(readPatches(mails, "x"), MODELS)).toThrow(PatchError);
  };
  // Its flags and page types are not those of 6.16; a plan is in two folders; two bases are no base.
  refused("mops@6.1");
  refused("testset@7.2");
  refused("mops@6.16-p04", "mops@6.16-p05");
  const whole = "--- a/models/keys.ts\n+++ b/models/keys.ts\n@@ -0,0 +1 @@\n+// new\n";
  expect(changesOf(readPatches(mailOf(whole, "0".repeat(40)), "x"), MODELS)[0]).toMatchObject({
    kernel: null,
    before: MODELS,
  });
});
