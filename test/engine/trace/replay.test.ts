// A trace tells what every word of the objects that its run touches holds at any step: held to the memory of the machine itself.
import { describe, expect, test } from "vitest";
import type { Era, Release } from "../../../models/era.ts";
import type { Kernel } from "../../../models/machine/kernel.ts";
import { Page } from "../../../models/machine/page.ts";
import { Rings } from "../../../models/machine/rings.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { chooserFor } from "../../../src/engine/run/order.ts";
import { bootMachine, createActors } from "../../../src/engine/run/prepare.ts";
import { kernelsFor } from "../../../src/engine/scenario/runnable.ts";
import type { Scenario } from "../../../src/engine/scenario/scenario.ts";
import { listName } from "../../../src/engine/trace/lists.ts";
import { Replay } from "../../../src/engine/trace/replay.ts";
import type { Trace } from "../../../src/engine/trace/trace.ts";
import { formatWord, placeOf } from "../../../src/engine/trace/words.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";

const OFFSETS = [...new Set(Page.layout.fields.flatMap(({ offset, of }) => (of ? [offset, offset + 8] : [offset])))];

/** The words of the pages that the trace speaks of, as the memory has them. */
function pagesOf(k: Kernel, trace: Trace) {
  const frames = Object.keys(trace.start.words).flatMap((name) => /^page (\d+)$/.exec(name)?.[1] ?? []);
  const rings = new Rings(k);
  return frames.map((frame) => {
    const page = k.memory.mem_map + Number(frame) * Page.layout.size;
    const words = OFFSETS.map((offset) => [
      placeOf(k, page + offset).field,
      formatWord(k, page + offset, k.memory.peek(page + offset)),
    ]);
    return [`page ${frame}`, { ...Object.fromEntries(words), "on list": listName(k, rings.head(Number(frame))) }];
  });
}

function told(words: ReadonlyMap<string, ReadonlyMap<string, string>>) {
  const pages = [...words].filter(([object]) => /^page \d+$/.test(object));
  return Object.fromEntries(pages.map(([object, fields]) => [object, Object.fromEntries(fields)]));
}

/** Runs the scenario once more beside the trace, and hands out the machine at the start and after each step. */
function* along(scenario: Scenario, era: Era, release: Release, steps: number) {
  const machine = bootMachine(scenario, era, release, scenario.without);
  const { k, scheduler } = createActors(scenario, machine)();
  const choose = chooserFor(scenario.order);
  yield k;
  for (let step = 0; step < steps; step++) {
    const actor = choose(scheduler);
    try {
      if (actor) scheduler.run(actor);
    } catch {
      // The fault that ends the run: what was stored before it is in the trace.
    }
    yield k;
  }
}

describe.each(shippedScenarios().map((id) => ({ id })))("a trace of $id", ({ id }) => {
  const scenario = findScenario(id);
  test.each(kernelsFor(scenario))("tells every word of its pages at every step on $era.id", ({ era, release }) => {
    const trace = execute(scenario, era, release);
    const replay = new Replay(trace);
    const ends: unknown[] = [];
    let step = 0;
    for (const k of along(scenario, era, release, trace.steps.length)) {
      const words = told(replay.after(step++));
      expect(words, `after ${step - 1} steps`).toEqual(Object.fromEntries(pagesOf(k, trace)));
      ends.push(words);
    }
    // And the same on the way back.
    while (--step >= 0) expect(told(replay.after(step)), `back at ${step}`).toEqual(ends[step]);
  });
});

test("a step tells who has the references, wherever the invariants know", () => {
  const scenario = findScenario("isolate-races-deflate");
  for (const { era, release } of kernelsFor(scenario)) {
    const { start, steps } = execute(scenario, era, release);
    expect(Object.keys(start.holders).sort()).toEqual(
      Object.keys(start.words)
        .filter((object) => object.startsWith("page "))
        .sort(),
    );
    const told = steps.flatMap(({ holders }) => Object.values(holders ?? {})).flat();
    expect(told.some((name) => name.endsWith("(isolated it)"))).toBe(true);
  }
});
