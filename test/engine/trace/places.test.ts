/** Every step of every run has one place in the source of the models: the yield that names it. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { GUARDS } from "../../../models/guards.ts";
import { ERAS } from "../../../models/index.ts";
import { keysOf } from "../../../models/keys.ts";
import { onceForAlike } from "../../../src/engine/run/alike.ts";
import { CannotRun } from "../../../src/engine/run/cannot_run.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { whyNot } from "../../../src/engine/scenario/runnable.ts";
import { SourceIndex } from "../../../src/engine/source/places.ts";
import type { Trace } from "../../../src/engine/trace/trace.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { declarationsOf } from "../../../src/knowledge/source/declarations.ts";
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

/** What is wrong with the places of one run: steps without one, and places whose line does not name the step. */
function lost(kernel: string, trace: Trace) {
  return trace.steps.flatMap(({ step, stack, place }) => {
    if (lineAt(place).match(new RegExp(`"${step}"|\`${step.split(":")[0]}:\\$`))) return [];
    const asked = { era: trace.era, step, running: stack.at(-1), without: trace.without };
    return [{ kernel, step, place, candidates: models.candidates(asked) }];
  });
}

// Hundreds of runs take few ways through few lines: what is said is said of a scenario, and names the kernel where it is not so.
test.each(shippedScenarios())("the steps of %s have one place each, on every kernel that runs it", (id) => {
  const scenario = findScenario(id);
  const kernels = ERAS.flatMap((era) =>
    [...era.releases, ...era.stages]
      .map((release) => ({ era, release }))
      .filter((kernel) => whyNot(scenario, kernel) === null),
  );
  expect(kernels).not.toEqual([]);
  // Where a step stands is a matter of the era, so kernels that run alike need to be asked once.
  const lostOn = onceForAlike(({ era, release }) =>
    lost(
      `${era.id}@${release.id}`,
      models.withPlaces(execute(scenario, era, release, { check: false, maxSteps: 5_000 })),
    ),
  );
  expect(kernels.flatMap(lostOn)).toEqual([]);
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
    new SourceIndex(declarationsOf(files)).candidates({ ...at, ...other }).map(({ file, line }) => `${file}:${line}`);
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
    const index = new SourceIndex(declarationsOf({ "models/aops/a.ts": text }));
    expect(index.candidates(at)).toHaveLength(2);
    expect(index.place({ era: "aops", without: [] }, { step: "migrate:next", stack: ["outer"] })).toBeNull();
  });
});
