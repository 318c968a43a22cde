// What a browser fetches finds the same places as the models' text.
import { expect, test } from "vitest";
import { execute } from "../../../src/engine/run/execute.ts";
import { kernelsFor } from "../../../src/engine/scenario/runnable.ts";
import { compactIndex, declarationsOf as declarationsFrom } from "../../../src/engine/source/compact.ts";
import { SourceIndex } from "../../../src/engine/source/places.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { declarationsOf } from "../../../src/knowledge/source/declarations.ts";
import { readModels } from "../../../src/knowledge/source/files.ts";

const declarations = declarationsOf(readModels());
const whole = new SourceIndex(declarations);
const compact = new SourceIndex(declarationsFrom(JSON.parse(JSON.stringify(compactIndex(declarations)))));

test.each(shippedScenarios())("the steps of %s stand where they stand", (id) => {
  const scenario = findScenario(id);
  for (const { era, release } of kernelsFor(scenario)) {
    for (const without of [scenario.without, [...scenario.without, "isolate:recheck", "migrate:released"] as const]) {
      const trace = execute(scenario, era, release, { without, check: false, maxSteps: 1_000 });
      const places = (index: SourceIndex) => trace.steps.map((step) => index.place(trace, step));
      expect(places(compact)).toEqual(places(whole));
    }
  }
});
