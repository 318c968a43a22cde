// Every step of every shipped scenario that a kernel takes has its line of C, but in functions that are not shown.

import { expect, test } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { whyNot } from "../../../src/engine/scenario/runnable.ts";
import { placeInC } from "../../../src/engine/source/c_view.ts";
import { CViews, filesOf } from "../../../src/knowledge/c/views.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { declarationsOf } from "../../../src/knowledge/source/declarations.ts";
import { indexModels, readModels } from "../../../src/knowledge/source/files.ts";
import { PLACES } from "../../../src/knowledge/tree/collected.ts";

const views = new CViews(readModels(), PLACES);
const index = indexModels();
const declarations = declarationsOf(readModels());

const HIDDEN = 11;

/** What a scenario asks of its actors, and what drivers offer to it: no kernel has that. */
const SCENARIO = /^models\/operations\.ts$/;

test.each(ERAS)("the reference kernel of $id", ({ id, releases }) => {
  const kernel = `${id}@${releases[0].id}`;
  const view = views.at(kernel);
  const files = new Map(filesOf(view).map((file) => [file.file, file]));
  const hidden = new Set(view.awkward.map(({ file, declared }) => `${file} ${declared}`));
  const missing = new Set<string>();
  const without = new Set<string>();
  const pointless = new Set<string>();
  let found = 0;
  for (const each of shippedScenarios()) {
    const scenario = findScenario(each);
    const era = must(
      ERAS.find((one) => one.id === id),
      "era",
    );
    if (scenario.without.length > 0 || whyNot(scenario, { era, release: releases[0] }) !== null) continue;
    const trace = index.withPlaces(execute(scenario, era, releases[0], { check: false, maxSteps: 3_000 }));
    for (const { step, stack, place } of trace.steps) {
      if (place === null || SCENARIO.test(place.file)) continue;
      const file = files.get(place.file);
      const at = file && placeInC(file, { place, step, running: stack.at(-1), without: [] });
      if (at) {
        found++;
        // What is pointed at is code, and not the comment above it.
        const line = at.lines[at.line]?.tokens.map(([text]) => text).join("") ?? "";
        if (!/^\s*[^\s/*]/.test(line)) pointless.add(`${place.file}:${place.line} ${step}: ${line}`);
      } else {
        const around = declarations.find(
          ({ file, line, last }) => file === place.file && line <= place.line && place.line <= last,
        );
        const isHidden = around !== undefined && (hidden.has(around.id) || !around.isFunction);
        (isHidden ? without : missing).add(`${place.file}:${place.line} ${step}`);
      }
    }
  }
  expect([...missing]).toEqual([]);
  expect([...pointless]).toEqual([]);
  expect(found).toBeGreaterThan(1_000);
  // Places in functions with arrays, or waits of which only the machine knows the condition. It gets less as the models get nearer to C, and never more.
  expect([...without].length, [...without].join("\n")).toBeLessThanOrEqual(HIDDEN);
});
