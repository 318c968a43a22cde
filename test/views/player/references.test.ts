/** "Who has what" accounts for every reference: at each step of each scenario in each era, and of runs that go wrong. */

import { describe, expect, it } from "vitest";
import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { kernelsFor } from "../../../src/engine/scenario/runnable.ts";
import { Replay } from "../../../src/engine/trace/replay.ts";
import type { Trace } from "../../../src/engine/trace/trace.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { holdersAt, SOMEBODY } from "../../../src/views/player/references.ts";

function eachStep(trace: Trace, check: (page: ReturnType<typeof holdersAt>[number], at: number) => void): void {
  const replay = new Replay(trace);
  const pages = Object.keys(trace.start.words).filter((name) => /^page \d+$/.test(name));
  for (let taken = 0; taken <= trace.steps.length; taken++) {
    const words = replay.after(taken);
    // Pages that the step has to do with, as the player shows them; of the others nothing has changed.
    const { writes = [], holders = {} } = trace.steps[taken - 1] ?? {};
    const touched = new Set([...writes.map(({ object }) => object), ...Object.keys(holders)]);
    const shown = pages.filter((page) => taken === 0 || touched.has(page));
    for (const each of holdersAt(trace, taken, shown, words)) {
      expect(each.count, `${each.page}, step ${taken}`).toBe(Number(words.get(each.page)?.get("_refcount") ?? 0));
      check(each, taken);
    }
  }
}

describe.each(shippedScenarios())("%s", (id) => {
  const scenario = findScenario(id);
  it.each(kernelsFor(scenario))("names a holder for each reference on $era.id", ({ era, release }) => {
    eachStep(execute(scenario, era, release), ({ page, count, held }, at) => {
      const sum = held.reduce((all, { references }) => all + references, 0);
      expect(sum, `${page}, step ${at}: ${JSON.stringify(held)}`).toBe(count);
      expect(
        held.map(({ who }) => who),
        `${page}, step ${at}`,
      ).not.toContain(SOMEBODY);
    });
  });
});

function heldIn(id: string, kernel: string, without: GuardName[], choices: number[], page: string) {
  const { era, release } = must(findEra(kernel), `kernel ${kernel}`);
  const trace = execute(findScenario(id), era, release, { without, choices });
  const seen: string[] = [];
  eachStep(trace, (each) => {
    if (each.page === page) seen.push(each.held.map(({ who, references }) => `${who} ${references}`).join(", "));
  });
  return seen;
}

describe("where ownership is the lesson", () => {
  it("names the reference that an owner has yet to drop, and the scanner's beside it", () => {
    // The balloon lets go, the scanner takes its reference after that.
    const seen = heldIn("isolate-races-deflate", "mops", ["isolate:recheck"], [1, 1, 1, 1, 0, 0, 0, 0, 0], "page 0");
    expect(seen).toContain("balloon 1");
    expect(seen.at(-1)).toMatch(
      /^scanner \(in passing\) 1, balloon \(let go of it, .*\) 1$|^balloon \(let go.*scanner/,
    );
  });
});
