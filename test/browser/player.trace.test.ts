// Every shipped scenario on every era, stepped through in the browser as the site ships it: what the player shows is what the
// terminal prints with --json, on the way forward and on the way back.

import { expect, type Page } from "@playwright/test";
import { tracesOf } from "../../src/cli/traces.ts";
import { must } from "../../src/engine/must.ts";
import { kernelsFor } from "../../src/engine/scenario/runnable.ts";
import type { TraceStep } from "../../src/engine/trace/trace.ts";
import { findScenario, shippedScenarios } from "../../src/knowledge/scenarios/files.ts";
import { embed } from "./embedded.ts";
import { test } from "./tab.ts";
import { visit } from "./visit.ts";

/** What is shown of a step. */
interface Shown {
  stack: string[];
  words: string[];
  returned: string[];
  place: string;
}

function expectedStep({ stack, writes, calls, place }: TraceStep): Shown {
  const told = writes.filter(({ bookkeeping }) => !bookkeeping);
  return {
    stack,
    words: told.map(({ object, field, before, after }) => `${`${object} ${field}`.trim()}: ${before} → ${after}`),
    returned: calls.flatMap(({ leave, result }) => (leave && result !== undefined ? `${leave}() ${result}` : [])),
    place: `${place?.file}:${place?.line}`,
  };
}

/** Takes every step of the kernel in view to the end and back with keys, and reads the screen at each. */
function walk(page: Page, count: number) {
  return page.evaluate(async (count) => {
    const root = document.querySelector("#embedded .debugger") as HTMLElement;
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
    const read = async () => {
      const place = () => root.querySelector(".code .place")?.textContent ?? null;
      if (place() === null) return null;
      // Where a step stands comes later. If it never does, the patience of the test ends.
      while (!/:\d+$/.test(place() ?? "")) await new Promise((done) => setTimeout(done, 5));
      const changes = [...root.querySelectorAll(".changes li:not(.log)")];
      return {
        stack: texts(root, ".stack code"),
        words: changes.filter((each) => each.querySelector(".word")).map(word),
        returned: changes.filter((each) => !each.querySelector(".word")).map((each) => texts(each, "code").join(" ")),
        place: place() ?? "",
      };
    };
    const look = async () => {
      // Preact renders in a microtask: nothing has to be painted to be read.
      for (let turn = 0; turn < 3; turn++) await Promise.resolve();
      const at = { step: slider.valueAsNumber, shown: await read() };
      return { ...at, whole: [".verdict", ".machine"].map((part) => root.querySelector(part)?.textContent).join("\n") };
    };
    const press = (key: string) => root.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    press("Home");
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
    return { there: there.map(({ step, shown }) => ({ step, shown })), changed };
  }, count);
}

/** So many on one page: to open it takes as long as to step through a scenario. */
const AT_ONCE = 9;
const all = shippedScenarios();
const groups = Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) =>
  all.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
);

for (const ids of groups)
  test(`${ids[0]} to ${ids.at(-1)} read as in the terminal, forward and back`, async ({ page }) => {
    await visit(page, "scenarios/balloon-compaction/");
    for (const id of ids) {
      const scenario = findScenario(id);
      const kernels = kernelsFor(scenario);
      await embed(
        page,
        scenario,
        kernels.map(({ era, release }) => `${era.id}@${release.id}`),
      );
      for (const { era, steps } of tracesOf(id, scenario, kernels, {})) {
        await page.locator(`#embedded .eras [data-era=${era}]`).evaluate((button: HTMLElement) => button.click());
        const { there, changed } = await walk(page, steps.length);
        expect(
          there.map(({ step }) => step),
          `${id}, ${era}`,
        ).toEqual([...Array(steps.length + 1).keys()]);
        for (const { step, shown } of there.slice(1))
          expect(shown, `${id}, ${era}, step ${step}`).toEqual(expectedStep(must(steps[step - 1], "such step")));
        expect(changed, `${id}, ${era}`).toEqual([]);
      }
    }
  });
