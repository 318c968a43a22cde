// The strip of the first page: what it shows is what the traces of the three eras say.

import { expect, type Page } from "@playwright/test";
import { ERAS } from "../../models/index.ts";
import { execute } from "../../src/engine/run/execute.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";

import { tabTo } from "./keys.ts";
import { test } from "./tab.ts";

const runs = ERAS.flatMap((era) => {
  const [release] = era.releases;
  return release === undefined ? [] : execute(findScenario("migrate-one"), era, release);
});

interface Shown {
  count: string;
  step: string;
  eras: { id: string; fn: string; values: Record<string, string>; changed: string[] }[];
}

function shown(page: Page): Promise<Shown> {
  return page.evaluate(() => {
    const text = (root: ParentNode, selector: string) => root.querySelector(selector)?.textContent?.trim() ?? "";
    const strip = document.querySelector("live-strip") as Element;
    const eras = [...strip.querySelectorAll<HTMLElement>("[data-column]")].map((era) => {
      const boxes = [...era.querySelectorAll<HTMLElement>("[data-value]")];
      return {
        id: era.dataset.column ?? "",
        fn: text(era, "[data-fn]"),
        values: Object.fromEntries(boxes.map((box) => [box.dataset.name ?? "", box.textContent?.trim() ?? ""])),
        changed: boxes.filter((box) => box.classList.contains("changed")).map((box) => box.dataset.name ?? ""),
      };
    });
    return { count: text(strip, "[data-count]"), step: text(strip, "[data-step]"), eras };
  });
}

/** The words of the page that moves, before and after each step of a run that changes them. */
function storyOf({ steps }: (typeof runs)[number]) {
  const object = steps.flatMap(({ writes }) => writes).find(({ field }) => field === "_refcount")?.object;
  return steps.flatMap(({ step, stack, writes }) => {
    const own = writes.filter(
      (write) =>
        write.object === object && ["mapping", "flags", "page_type", "private", "_refcount"].includes(write.field),
    );
    return own.length === 0
      ? []
      : [{ step, fn: stack.at(-1) ?? "", words: new Map(own.map((w) => [w.field, w.after])) }];
  });
}

test.describe("the strip", () => {
  test("goes through the steps of each era's trace that change the page, and no others", async ({ page }) => {
    await page.goto("./");
    const frames = [await shown(page)];
    const last = Number(frames[0]?.count.split(" of ")[1]);
    for (let at = 1; at <= last; at++) {
      await page.getByRole("button", { name: "Next" }).click();
      frames.push(await shown(page));
    }
    for (const [column, run] of runs.entries()) {
      const told = frames.flatMap(({ step, eras }) => {
        const era = eras[column];
        return era === undefined || era.changed.length === 0 ? [] : [{ step, ...era }];
      });
      const story = storyOf(run).slice(0, told.length);
      expect(told.map(({ step, fn }) => ({ step, fn }))).toEqual(story.map(({ step, fn }) => ({ step, fn })));
      for (const [index, { words }] of story.entries()) {
        const values = told[index]?.values ?? {};
        for (const [field, after] of words) {
          if (field === "mapping") {
            const tag = 2 * Number(values["mapping bit 1"]) + Number(values["mapping bit 0"]);
            expect(tag === 0 ? values.mapping : `${values.mapping} | ${tag}`).toBe(after);
          } else if (field === "flags") {
            const set = Object.keys(values).filter((name) => name.startsWith("PG_") && values[name] === "1");
            expect(set.sort()).toEqual(
              after
                .split(" | ")
                .filter((name) => name !== "0")
                .sort(),
            );
          } else expect(values[field]).toBe(after);
        }
      }
      expect(told.at(-1)?.values._refcount).toBe("0");
    }
  });

  test("can be used with the keyboard alone, and says what changed", async ({ page }) => {
    await page.goto("./");
    const next = page.getByRole("button", { name: "Next" });
    await tabTo(page, next);
    const { step: first } = await shown(page);
    await page.keyboard.press("Enter");
    const { step: second } = await shown(page);
    expect(second).not.toBe(first);
    const live = page.locator("live-strip [aria-live]");
    await expect(live).toContainText("_refcount 1 becomes 2");
    await page.keyboard.press("End");
    await expect(next).toHaveAttribute("aria-disabled", "true");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    expect((await shown(page)).step).not.toBe(second);
    await page.keyboard.press("Home");
    expect((await shown(page)).step).toBe(first);
    await expect(next).toBeFocused();
  });

  test("moves nothing on the page, whatever the step", async ({ page }) => {
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto("./");
      const height = () => page.evaluate(() => document.documentElement.scrollHeight);
      const before = await height();
      for (let at = 0; at < 12; at++) {
        await page.getByRole("button", { name: "Next" }).click();
        expect(await height()).toBe(before);
      }
    }
  });

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });

    test("stands still, above the table of all steps", async ({ page }) => {
      await page.goto("./");
      await expect(page.getByRole("button", { name: "Next" })).toBeHidden();
      await expect(page.getByText("The page is in the balloon")).toBeVisible();
      expect(await page.getByRole("region").getByRole("row").count()).toBeGreaterThan(runs[0]?.steps.length ?? 0);
    });
  });
});

test.describe("the first page", () => {
  test("leads to reading, to running and to reviewing from the first screen", async ({ page }) => {
    await page.goto("./");
    for (const name of [/^Read/, /^Run/, /^Review/]) {
      const box = await page.getByRole("link", { name }).first().boundingBox();
      expect((box?.y ?? 9_000) + (box?.height ?? 0)).toBeLessThan(900);
    }
  });
});
