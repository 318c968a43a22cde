// The matrix of steps is made from the source of the models; runs of the shipped scenarios say whether it is right.

import { describe, expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";
import type { StepName } from "../../../models/steps.ts";
import { lineDiff } from "../../../src/engine/compare/line_diff.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { whyNot } from "../../../src/engine/scenario/runnable.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { readModels } from "../../../src/knowledge/source/files.ts";
import { stepMatrix, textOf } from "../../../src/site/compare/steps.ts";

const matrix = stepMatrix(readModels());
const sitesOf = (step: StepName, era: (typeof ERAS)[number]) =>
  matrix.find((row) => row.step === step)?.places.flatMap((place) => place[era.id] ?? []) ?? [];

describe.each(ERAS.map((era) => ({ id: era.id, era })))("the matrix of $id", ({ era }) => {
  const scenarios = shippedScenarios().map(findScenario);
  const taken = new Map<StepName, Set<string>>();
  for (const scenario of scenarios) {
    for (const release of era.releases) {
      if (whyNot(scenario, { era, release }) !== null) continue;
      const { steps } = execute(scenario, era, release, { check: false, maxSteps: 2_000 });
      for (const { step, stack } of steps) taken.set(step, (taken.get(step) ?? new Set()).add(stack.at(-1) ?? ""));
    }
  }

  it("has each step that a run takes", () => {
    expect([...taken.keys()].filter((step) => sitesOf(step, era).length === 0)).toEqual([]);
  });

  it("is held against runs that take most of its steps", () => {
    const had = matrix.filter(({ step }) => sitesOf(step, era).length > 0);
    expect(taken.size).toBeGreaterThan(had.length * 0.75);
  });

  it("names no function of the era's own that runs otherwise", () => {
    const wrong = [...taken].flatMap(([step, running]) => {
      const own = sitesOf(step, era).filter(({ declaration }) => declaration.file.startsWith(`models/${era.id}/`));
      const named = new Set(own.flatMap(({ functions }) => functions));
      if (own.length === 0 || own.length < sitesOf(step, era).length) return [];
      return [...running].filter((name) => name !== "" && !named.has(name)).map((name) => `${step} in ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it("shows code that takes the step, at the lines where it stands", () => {
    const files = readModels();
    for (const { places } of matrix) {
      for (const { [era.id]: site } of places) {
        if (site === undefined) continue;
        const lines = files[site.declaration.file]?.split("\n") ?? [];
        expect(site.chunk.lines.map(({ number }) => lines[number - 1])).toEqual(
          site.chunk.lines.map(({ text }) => text),
        );
        expect(textOf(site)).toContain("yield");
      }
    }
  });
});

describe("rows", () => {
  it("are of steps that some era takes", () => {
    expect(matrix.filter(({ places }) => places.length === 0).map(({ step }) => step)).toEqual([]);
  });

  it("pair functions that were renamed", () => {
    const [place] = matrix.find(({ step }) => step === "isolate:recheck")?.places ?? [];
    expect(ERAS.map(({ id }) => place?.[id]?.functions)).toEqual([
      ["isolate_movable_page"],
      ["isolate_movable_page"],
      ["isolate_movable_ops_page"],
    ]);
  });

  it("say which kernels alone come to a step", () => {
    expect(matrix.find(({ step }) => step === "isolate:slab")?.places).toMatchObject([
      { mops: { differs: "slab-guard" } },
    ]);
  });
});

describe("a diff of lines", () => {
  it("makes one text from the other", () => {
    const [before, after] = ["a\nb\nc\nd", "a\nc\nx\nd\ny"];
    const lines = lineDiff(before, after);
    const only = (kind: string) => lines.filter((each) => each.kind !== kind).map(({ text }) => text);
    expect(only("new").join("\n")).toBe(before);
    expect(only("gone").join("\n")).toBe(after);
    for (const { kind, text, index } of lines) expect((kind === "gone" ? before : after).split("\n")[index]).toBe(text);
  });
});
