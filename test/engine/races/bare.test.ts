// What a run reaches without a lock, held to the trace of the same run, which another part of the machine writes.

import { expect, test } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { bareIn, type Reached } from "../../../src/engine/races/index.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { whyNot } from "../../../src/engine/scenario/runnable.ts";
import type { Trace } from "../../../src/engine/trace/trace.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";

function runOf(id: string, era: (typeof ERAS)[number]) {
  const scenario = findScenario(id);
  const [release] = era.releases;
  if (whyNot(scenario, { era, release }) !== null) return null;
  const trace = execute(scenario, era, release);
  const choices = trace.steps.map(({ actor }) => trace.actors.indexOf(actor));
  return { trace, bare: bareIn({ scenario, kernel: `${era.id}@${release.id}`, without: [] }, choices) };
}

/** Does the trace show it? It shows no store of what is there already, and no load of what the step has stored to. */
function shows({ steps }: Trace, word: string, { at }: Reached): boolean {
  const { reads, writes } = must(steps[at], "such step");
  return reads.includes(word) || writes.some(({ object, field }) => word === `${object} ${field}`);
}

test.each(ERAS)("$id: each side is of another actor, and reaches the word in its step", (era) => {
  const seen = { shown: 0, unseen: 0 };
  for (const id of shippedScenarios()) {
    const run = runOf(id, era);
    for (const { word, early, late } of run?.bare ?? []) {
      const { trace } = must(run, "such run");
      const about = `${id}: ${word}, ${JSON.stringify([early, late])}`;
      expect(early.at, about).toBeLessThan(late.at);
      expect(trace.steps[early.at]?.actor, about).not.toBe(trace.steps[late.at]?.actor);
      for (const side of [early, late]) seen[shows(trace, word, side) ? "shown" : "unseen"]++;
    }
  }
  expect(seen.shown).toBeGreaterThan(20);
  expect(seen.unseen).toBeLessThan(seen.shown / 4);
});

test("a scan that looks at a page before it has the lock meets the owner that lets go of it", () => {
  for (const era of ERAS) {
    const { trace, bare } = must(runOf("isolate-races-deflate", era), "such run");
    const pairs = bare.map(({ early, late }) => [early, late].map(({ at }) => trace.steps[at]?.actor).sort());
    expect(pairs.length).toBeGreaterThan(0);
    for (const pair of pairs) expect(pair).toEqual([...trace.actors].sort());
  }
});
