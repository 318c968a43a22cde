/** What `--json` prints is what content/trace.schema.json and content/trace.md say. */
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { tracesOf } from "../../../src/cli/traces.ts";
import { comparisonOf, lineUp } from "../../../src/engine/compare/lineup.ts";
import { whyNot } from "../../../src/engine/scenario/runnable.ts";
import { traceSchema } from "../../../src/engine/trace/json-schema.ts";
import { comparison, output, trace } from "../../../src/engine/trace/schema.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { withExample } from "../../../src/tools/trace-example.ts";

function runsOf(id: string) {
  const scenario = findScenario(id);
  const kernels = ERAS.flatMap((era) => era.releases.slice(0, 1).map((release) => ({ era, release })));
  const having = kernels.filter(({ era, release }) => whyNot(scenario, { era, release }) === null);
  return tracesOf(id, scenario, having, { maxSteps: 1_000 });
}

/** As a program that reads the output has it. */
function printed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

test.each(shippedScenarios())("the runs of %s have the form of the schema", (id) => {
  const runs = runsOf(id);
  expect(v.safeParse(output, printed(runs)).issues).toBeUndefined();
  const compared = printed(comparisonOf(lineUp(runs), ["z: skipped: so"]));
  expect(v.safeParse(comparison, compared).issues).toBeUndefined();
});

describe("the schema", () => {
  const [run] = runsOf("balloon-compaction");
  const right = v.parse(trace, printed(run));
  const wrong = (change: (copy: typeof right) => object) => v.is(trace, { ...right, ...change(right) });

  test("is what the file in content/ says", () => {
    const written = JSON.parse(readFileSync("content/trace.schema.json", "utf8"));
    expect(written, "stale: npm run schema").toEqual(printed(traceSchema()));
  });

  test("refuses what is no trace", () => {
    expect(wrong(() => ({}))).toBe(true);
    expect(wrong(() => ({ version: 99 }))).toBe(false);
    expect(wrong(() => ({ more: 1 }))).toBe(false);
    expect(wrong(({ steps }) => ({ steps: [{ ...steps[0], place: undefined }] }))).toBe(false);
    expect(wrong(({ steps }) => ({ steps: [{ ...steps[0], step: "No such" }] }))).toBe(false);
  });
});

describe("a comparison", () => {
  const runs = runsOf("balloon-compaction");
  const { rows, runs: compared } = comparisonOf(lineUp(runs), []);

  test("has every step of every run in one row, under its name", () => {
    compared.forEach(({ steps }, column) => {
      const numbers = rows.flatMap(({ cells }) => cells[column] ?? []);
      expect(numbers).toEqual(steps.map(({ n }) => n));
      for (const { cells, step } of rows) {
        const n = cells[column];
        if (typeof n === "number") expect(steps[n]?.step).toBe(step);
      }
    });
  });
});

test("the example in content/trace.md is a step of that run", () => {
  const page = readFileSync("content/trace.md", "utf8");
  expect(page).toContain('"step": "isolate:call-ops"');
  expect(page, "stale: npm run schema").toBe(withExample(page));
});
