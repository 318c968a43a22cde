/** Every step of every run has one place in the source of the models: the yield that names it. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { GUARDS } from "../../../models/guards.ts";
import { ERAS } from "../../../models/index.ts";
import { keysOf } from "../../../models/keys.ts";
import { CannotRun } from "../../../src/engine/run/cannot_run.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { whyNot } from "../../../src/engine/scenario/runnable.ts";
import { SourceIndex } from "../../../src/engine/source/places.ts";
import type { Trace } from "../../../src/engine/trace/trace.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { indexModels } from "../../../src/knowledge/source/files.ts";

const models = indexModels();

/** Also without the guards that a scenario or the code leads past: the steps of broken code have places too. */
const GUARD_NAMES = keysOf(GUARDS);

/** Null where the machine crashes before the actors begin: nothing of it is a step. */
function boots(run: () => Trace): Trace | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof CannotRun) return null;
    throw error;
  }
}

test.each(ERAS)("every guard left out of $id still leaves one place for each step", (era) => {
  const scenario = findScenario("deflate-races-migration");
  const release = era.releases[0];
  for (const guard of GUARD_NAMES) {
    const ran = boots(() => execute(scenario, era, release, { without: [guard], check: false, maxSteps: 500 }));
    if (ran === null) continue;
    const trace = models.withPlaces(ran);
    expect(
      trace.steps.filter(({ place }) => place === null).map(({ step }) => step),
      guard,
    ).toEqual([]);
  }
});

describe.each(
  shippedScenarios()
    .map(findScenario)
    .map((scenario) => ({ id: scenario.id, scenario })),
)("the steps of $id", ({ scenario }) => {
  const runs = ERAS.flatMap((era) =>
    [...era.releases, ...era.stages]
      .filter((release) => whyNot(scenario, { era, release }) === null)
      .map((release) => ({ era, release })),
  );
  test.each(runs.map((run) => ({ kernel: `${run.era.id}@${run.release.id}`, ...run })))(
    "have one place each on $kernel",
    ({ era, release }) => {
      const trace = models.withPlaces(execute(scenario, era, release, { check: false, maxSteps: 5_000 }));
      const lost = trace.steps.filter(({ place }) => place === null);
      const found = lost.map(({ step, stack }) => ({
        step,
        running: stack.at(-1),
        candidates: models.candidates({ era: era.id, step, running: stack.at(-1), without: trace.without }),
      }));
      expect(found).toEqual([]);
      for (const { step, place } of trace.steps)
        expect(lineAt(place)).toMatch(new RegExp(`"${step}"|\`${step.split(":")[0]}:\\$`));
    },
  );
});

const texts = new Map<string, string[]>();

function lineAt(place: { file: string; line: number } | null): string {
  if (place === null) return "";
  const lines = texts.get(place.file) ?? readFileSync(place.file, "utf8").split("\n");
  texts.set(place.file, lines);
  return lines[place.line - 1] ?? "";
}

describe("a step that stands in several places", () => {
  const at = { era: "aops", step: "s:one", running: "outer", without: [] as string[] };
  const places = (files: Record<string, string>, other: Partial<typeof at> = {}) =>
    new SourceIndex(files).candidates({ ...at, ...other }).map(({ file, line }) => `${file}:${line}`);
  const lock = 'export function* take() {\n  yield { step: "s:one", on: 1 };\n}\n';

  test("is that of the function that runs", () => {
    const text = ["outer", "other"].map(
      (name) => `const f = kernel("${name}", function* () {\n  yield "s:one";\n});\n`,
    );
    expect(places({ "models/aops/a.ts": text.join("") })).toEqual(["models/aops/a.ts:2"]);
    expect(places({ "models/aops/a.ts": text.join("") }, { running: "other" })).toEqual(["models/aops/a.ts:5"]);
  });

  test("is that of the helper which it calls, wherever another file has the same name", () => {
    const outer =
      'import { take } from "../machine/lock.ts";\nconst f = kernel("outer", function* () {\n  yield* take();\n});\n';
    const files = { "models/aops/a.ts": outer, "models/machine/lock.ts": lock, "models/machine/other.ts": lock };
    expect(places(files)).toEqual(["models/machine/lock.ts:2"]);
  });

  test("is where a helper is told its name", () => {
    const text =
      'const f = kernel("outer", function* () {\n  yield* wait(k, "s:one");\n  yield* other(k, "one");\n});\n';
    expect(places({ "models/aops/a.ts": text })).toEqual(["models/aops/a.ts:2"]);
  });

  test("is not that of another era, nor that of a comment", () => {
    const text = `const f = kernel("outer", function* () {\n  // yield "s:one";\n  yield "s:one";\n});\n`;
    expect(places({ "models/aops/a.ts": text, "models/mops/a.ts": text })).toEqual(["models/aops/a.ts:3"]);
  });

  test("is the one that the run's guards lead to", () => {
    const text = [
      'const f = kernel("outer", function* () {',
      '  if (!k.guard("g")) {',
      '    yield "s:one";',
      "  }",
      '  if (k.guard("g")) yield "s:one";',
      "});",
    ].join("\n");
    expect(places({ "models/aops/a.ts": text })).toEqual(["models/aops/a.ts:5"]);
    expect(places({ "models/aops/a.ts": text }, { without: ["g"] })).toEqual(["models/aops/a.ts:3"]);
  });

  test("has none where it could be both", () => {
    const text = 'const f = kernel("outer", function* () {\n  yield "s:one";\n  yield "s:one";\n});\n';
    const index = new SourceIndex({ "models/aops/a.ts": text });
    expect(index.candidates(at)).toHaveLength(2);
    expect(index.place({ era: "aops", without: [] }, { step: "migrate:next", stack: ["outer"] })).toBeNull();
  });
});
