// Every shipped scenario on every era, stepped through in the browser as the site ships it: what the player shows is what the
// terminal prints with --json, on the way forward and on the way back.

import { expect, type Page, test } from "@playwright/test";
import { tracesOf } from "../../src/cli/traces.ts";
import { lineUp } from "../../src/engine/compare/lineup.ts";
import { kernelsFor } from "../../src/engine/scenario/runnable.ts";
import type { Trace, TraceStep } from "../../src/engine/trace/trace.ts";
import { findScenario, shippedScenarios } from "../../src/knowledge/scenarios/files.ts";
import { embed } from "./embedded.ts";
import { visit } from "./visit.ts";

/** What a column shows of a step; null where its run has none. */
interface Shown {
  kernel: string;
  step: { stack: string[]; words: string[]; returned: string[]; place: string } | null;
}

function expectedAt(traces: Trace[], rows: ReturnType<typeof lineUp>["rows"], at: number): Shown[] {
  return traces.map(({ era, kernel }, column) => {
    const cell = rows[at - 1]?.cells[column] ?? null;
    return { kernel: `${era}@${kernel.release}`, step: cell && expectedStep(cell) };
  });
}

function expectedStep({ stack, writes, calls, place }: TraceStep): Shown["step"] {
  const told = writes.filter(({ bookkeeping }) => !bookkeeping);
  return {
    stack,
    words: told.map(({ object, field, before, after }) => `${`${object} ${field}`.trim()}: ${before} → ${after}`),
    returned: calls.flatMap(({ leave, result }) => (leave && result !== undefined ? `${leave}() ${result}` : [])),
    place: `${place?.file}:${place?.line}`,
  };
}

/** Takes every step to the end and back with keys, and reads the columns at each. */
function walk(page: Page, count: number) {
  return page.evaluate(async (count) => {
    const root = document.querySelector("#embedded .player") as HTMLElement;
    // What it says is read, not how it looks: to lay it out thousands of times takes minutes.
    root.style.display = "none";
    const slider = root.querySelector("input[type=range]") as HTMLInputElement;
    const texts = (from: Element, what: string) =>
      [...from.querySelectorAll(what)].map((each) => each.textContent.trim().replace(/\s+/g, " "));
    // Flags stand apart, and the tag of a mapping is told in bits.
    const value = (of: Element) => {
      if (of.matches("code")) return of.textContent;
      const parts = [...of.querySelectorAll("code")];
      return parts
        .map((part) => (part.closest(".bits") ? Number.parseInt(part.textContent, 2) : part.textContent))
        .join(" | ");
    };
    const word = (of: Element) =>
      `${texts(of, ".word")[0]}: ${[...of.querySelectorAll(".value")].map(value).join(" → ")}`;
    const read = async (column: Element) => {
      const place = () => column.querySelector(".code .place")?.textContent ?? null;
      if (place() === null) return null;
      for (let tries = 0; tries < 500 && !/:\d+$/.test(place() ?? ""); tries++)
        await new Promise((done) => setTimeout(done, 5));
      const changes = [...column.querySelectorAll(".changes li:not(.log)")];
      return {
        stack: texts(column, ".stack code"),
        words: changes.filter((each) => each.querySelector(".word")).map(word),
        returned: changes.filter((each) => !each.querySelector(".word")).map((each) => texts(each, "code").join(" ")),
        place: place() ?? "",
      };
    };
    const look = async () => {
      // Preact renders in a microtask: nothing has to be painted to be read.
      for (let turn = 0; turn < 3; turn++) await Promise.resolve();
      const columns = [...root.querySelectorAll("article")];
      const shown = columns.map(async (column) => ({ kernel: column.dataset.kernel ?? "", step: await read(column) }));
      const at = { step: slider.valueAsNumber, columns: await Promise.all(shown) };
      return { ...at, whole: columns.map((column) => column.textContent).join("\n") };
    };
    const press = (key: string) => root.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    const there = [await look()];
    for (let step = 0; step < count; step++) {
      press("ArrowRight");
      there.push(await look());
    }
    // Words, lists, locks and invariants too are on the way back what they were on the way there.
    const changed: number[] = [];
    for (let step = count - 1; step >= 0; step--) {
      press("ArrowLeft");
      const back = await look();
      if (back.step !== step || back.whole !== there[step]?.whole) changed.push(step);
    }
    return { there: there.map(({ step, columns }) => ({ step, columns })), changed };
  }, count);
}

for (const id of shippedScenarios())
  test(`${id} reads as in the terminal, forward and back`, async ({ page }) => {
    await visit(page, "scenarios/balloon-compaction/");
    const scenario = findScenario(id);
    const kernels = kernelsFor(scenario);
    const { runs, rows } = lineUp(tracesOf(id, scenario, kernels, {}));
    await embed(
      page,
      scenario,
      kernels.map(({ era, release }) => `${era.id}@${release.id}`),
    );
    const { there, changed } = await walk(page, rows.length);
    expect(there.map(({ step }) => step)).toEqual([...Array(rows.length + 1).keys()]);
    for (const { step, columns } of there) expect(columns, `step ${step}`).toEqual(expectedAt(runs, rows, step));
    expect(changed).toEqual([]);
  });
