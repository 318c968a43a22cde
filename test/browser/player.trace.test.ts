// Every shipped scenario on every era, stepped through in the browser as the site ships it: what the player shows is what the
// terminal prints with --json, on the way forward and on the way back.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { tracesOf } from "../../src/cli/traces.ts";
import { lineUp } from "../../src/compare/lineup.ts";
import { findScenario, shippedScenarios } from "../../src/scenario/files.ts";
import { kernelsFor } from "../../src/scenario/runnable.ts";
import type { Trace } from "../../src/trace/trace.ts";
import { launch } from "./chromium.ts";
import { embed } from "./embedded.ts";

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${inject("url")}scenarios/balloon-compaction/`, { waitUntil: "networkidle" });
});
afterAll(() => browser.close());

/** What a column shows of a step; null where its run has none. */
interface Shown {
  kernel: string;
  step: { stack: string[]; words: string[]; place: string } | null;
}

function expectedAt(traces: Trace[], rows: ReturnType<typeof lineUp>["rows"], at: number): Shown[] {
  return traces.map(({ era, kernel }, column) => {
    const cell = rows[at - 1]?.cells[column] ?? null;
    const words = cell?.writes
      .filter(({ bookkeeping }) => !bookkeeping)
      .map(({ object, field }) => `${object} ${field}`);
    return {
      kernel: `${era}@${kernel.release}`,
      step: cell && { stack: cell.stack, words: words ?? [], place: `${cell.place?.file}:${cell.place?.line}` },
    };
  });
}

/** The first steps, the last, and one in the middle; there, and on the way back. */
function sampled(count: number): number[] {
  const forward = [...new Set([0, 1, 2, Math.floor(count / 2), count])].filter((step) => step <= count);
  return [...forward, ...forward.toReversed().slice(1)];
}

/** Moves to each of the steps with keys and slider, and reads the columns there. */
function walk(steps: number[]) {
  return page.evaluate(async (steps) => {
    const root = document.querySelector("#embedded .player") as HTMLElement;
    const slider = root.querySelector("input[type=range]") as HTMLInputElement;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const texts = (from: Element, what: string) =>
      [...from.querySelectorAll(what)].map((each) => each.textContent.trim().replace(/\s+/g, " "));
    const read = async (column: Element) => {
      const place = () => column.querySelector(".code .place")?.textContent ?? null;
      if (place() === null) return null;
      for (let tries = 0; tries < 200 && !/:\d+$/.test(place() ?? ""); tries++) await frame();
      return { stack: texts(column, ".stack code"), words: texts(column, ".changes .word"), place: place() ?? "" };
    };
    const seen = [];
    for (const step of steps) {
      const from = slider.valueAsNumber;
      if (Math.abs(step - from) === 1) {
        const key = step > from ? "ArrowRight" : "ArrowLeft";
        root.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      } else {
        slider.valueAsNumber = step;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
      }
      await frame();
      const columns = [...root.querySelectorAll("article")];
      const shown = columns.map(async (column) => ({ kernel: column.dataset.kernel ?? "", step: await read(column) }));
      const at = { step: slider.valueAsNumber, columns: await Promise.all(shown) };
      seen.push({ ...at, whole: columns.map((column) => column.textContent) });
    }
    return seen;
  }, steps);
}

test.each(shippedScenarios())("%s reads as in the terminal, forward and back", async (id) => {
  const scenario = findScenario(id);
  const kernels = kernelsFor(scenario);
  const { runs, rows } = lineUp(tracesOf(id, scenario, kernels, {}));
  await embed(
    page,
    scenario,
    kernels.map(({ era, release }) => `${era.id}@${release.id}`),
  );
  const steps = sampled(rows.length);
  const seen = await walk(steps);
  expect(seen.map(({ step }) => step)).toEqual(steps);
  for (const { step, columns } of seen) expect(columns, `step ${step}`).toEqual(expectedAt(runs, rows, step));
  // Words, lists, locks and invariants too are on the way back what they were on the way there.
  const there = new Map(seen.slice(0, (seen.length + 1) / 2).map(({ step, whole }) => [step, whole]));
  for (const { step, whole } of seen.slice((seen.length + 1) / 2))
    expect(whole, `back at ${step}`).toEqual(there.get(step));
});
