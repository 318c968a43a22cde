/** A borrowed bit has the name that is right for its page, at every step of every run: held to the raw words, and to a table of its own. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEra } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import type { ModelledKernel } from "../../../src/engine/scenario/kernel_range.ts";
import { whyNot } from "../../../src/engine/scenario/runnable.ts";
import type { Trace } from "../../../src/engine/trace/trace.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { call } from "../../cli/call.ts";
import { factsOn } from "../../expectations/index.ts";
import { RELEASES } from "../../suite/kernels.ts";

/** The names that the word should be told by. */
function namesOf(kernel: ModelledKernel, raw: Record<string, string>): string {
  const [flags = 0, mapping = 0, type = 0] = ["flags", "mapping", "page_type"].map((field) => Number(raw[field]));
  const { borrowed } = factsOn(kernel);
  const isMovable = borrowed.isMovable({ mapping, top: type >>> 24 });
  const names = Object.entries(kernel.release.flags).filter(([, bit]) => (flags & (1 << bit)) !== 0);
  const told = names.map(([name]) => (isMovable && borrowed.names[name]) || name);
  return told.length > 0 ? told.join(" | ") : "0";
}

/** The words of each page in the text of the trace and as numbers, after each step. */
function* moments({ start, steps }: Trace) {
  const [words, raw] = [structuredClone(start.words), structuredClone(start.raw)];
  const pages = () =>
    Object.keys(words)
      .filter((object) => /^page \d+$/.test(object))
      .map((page) => ({ page, text: words[page]?.flags ?? "", raw: must(raw[page], "such page") }));
  yield { at: "the start", pages: pages() };
  for (const { n, step, writes } of steps) {
    for (const write of writes) {
      words[write.object] = { ...words[write.object], [write.field]: write.after };
      if (write.raw) raw[write.object] = { ...raw[write.object], [write.field]: write.raw.after };
    }
    yield { at: `step ${n}, ${step}`, pages: pages() };
  }
}

const kernels = RELEASES.filter(({ release }) => release.id !== "6.17.0");

it("leaves out no era that the suite knows", () => {
  const known = new Set(RELEASES.map(({ era }) => era));
  expect(new Set(kernels.map(({ era }) => era))).toEqual(known);
});

describe.each(kernels)("on $name", ({ era, release }) => {
  let runs: { id: string; trace: Trace }[] = [];
  beforeAll(() => {
    const scenarios = shippedScenarios().map(findScenario);
    const own = scenarios.filter((scenario) => whyNot(scenario, { era, release }) === null);
    runs = own.map((scenario) => ({ id: scenario.id, trace: execute(scenario, era, release) }));
  });
  // Those of one kernel are as much as one wants to hold.
  afterAll(() => {
    runs = [];
  });

  it("every flag of every page has the name that the page's other words give it", () => {
    expect(runs).not.toEqual([]);
    for (const { id, trace } of runs) {
      for (const { at, pages } of moments(trace)) {
        for (const { page, text, raw } of pages)
          expect(text, `${id}, ${page}, ${at}`).toBe(namesOf({ era, release }, raw));
      }
    }
  });

  it("a change names flags as they are after it where it sets them, and as they were where it clears them", () => {
    for (const { trace } of runs) {
      for (const { writes } of trace.steps) {
        for (const { field, before, after, change = "" } of writes.filter((write) => write.field === "flags")) {
          for (const part of change.split(" ").filter((each) => /^[+-]PG_/.test(each)))
            expect((part.startsWith("+") ? after : before).split(" | "), `${field}: ${change}`).toContain(
              part.slice(1),
            );
        }
      }
    }
  });
});

describe("a page of a file, which is uptodate and has no type", () => {
  const { era, release } = must(findEra("flags"), "kernel flags");
  const tracesOf = (without: readonly "mark:type"[]) =>
    ["offline-three-kinds", "isolate-counts-normal-pages-only"].map((id) =>
      execute(findScenario(id), era, release, { without }),
    );

  it.each([[[]], [["mark:type"] as const]])(
    "is told as such, also where the code takes it for movable: %j",
    (without) => {
      const words = tracesOf(without).flatMap(({ start }) => Object.values(start.words));
      const texts = words.filter((word) => word.page_type === "no type").map(({ flags }) => flags ?? "");
      expect(texts.some((text) => text.includes("PG_uptodate"))).toBe(true);
      expect(texts.some((text) => text.includes("PG_movable_ops"))).toBe(false);
    },
  );
});

it("a page that is movable no more while the bit is set: the bit is another flag from then on, and a write says so", () => {
  const { era, release } = must(findEra("mops"), "kernel mops");
  const trace = execute(findScenario("vmw-inflate-refused"), era, release, {
    without: ["clear:keep-tag"],
    check: false,
  });
  const writes = trace.steps.flatMap((step) => step.writes).filter(({ field }) => field === "flags");
  expect(writes).toContainEqual(
    expect.objectContaining({
      before: expect.stringContaining("PG_isolated"),
      after: expect.stringContaining("PG_reclaim"),
      raw: { before: "0x10001", after: "0x10001" },
    }),
  );
  for (const { at, pages } of moments(trace)) {
    for (const { text, raw } of pages) expect(text, at).toBe(namesOf({ era, release }, raw));
  }
});

describe("the raw words", () => {
  it("are in every write of a word, and the same only where it is the reading that changed", () => {
    const { era, release } = must(findEra("flags"), "kernel flags");
    for (const { writes } of execute(findScenario("balloon-compaction"), era, release).steps) {
      for (const { field, raw, bookkeeping } of writes) {
        expect(raw === undefined).toBe(field === "on list");
        if (raw && raw.before === raw.after) expect(bookkeeping).toBe(true);
      }
    }
  });

  it("are shown in the terminal where they are asked for", () => {
    const args = ["run", "migrate-one", "--era", "flags"];
    expect(call(...args).out).toMatch(/page 0 flags: \+PG_locked(?! \()/);
    expect(call(...args, "--raw").out).toMatch(/page 0 flags: \+PG_locked \(0x8 → 0x9\)/);
  });
});
