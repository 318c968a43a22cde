// Every kind of page by the keyboard alone: all that can be used can be reached, in the order of the page, the focus can be seen, and
// it can leave again.

import { expect } from "@playwright/test";
import { listPages } from "../../src/tools/site/serve.ts";
import { tabTo } from "./keys.ts";
import { DESK, PHONE, SMALL_PHONE } from "./looks.ts";
import { test } from "./tab.ts";
import { visit } from "./visit.ts";
import { walk } from "./walk.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Pages that stand alone, and one of those in each folder. */
const kinds = new Map(listPages().map((path) => [/^[^/]+\/(?=.)/.exec(path)?.[0] ?? path, path]));

for (const path of kinds.values()) {
  // What comes into sight late comes later in a small window: of two phones the smaller one finds more.
  for (const viewport of [DESK, SMALL_PHONE]) {
    test(`/${path} can be walked through at ${viewport.width} px`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await visit(page, path);
      const { stops, backwards, missed } = await walk(page);
      expect(stops[0]).toContain('href="#_top"');
      expect(missed).toEqual([]);
      expect(backwards).toEqual([]);
    });
  }
}

test.describe("with the keyboard", () => {
  test("the skip link leads past the menus", async ({ page }) => {
    await page.goto("eras/aops/");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
  });

  test("what is folded opens and closes", async ({ page }) => {
    await page.goto("eras/aops/");
    const details = page.locator("main details").first();
    await details.locator("summary").focus();
    for (const open of [true, false]) {
      await page.keyboard.press("Enter");
      expect(await details.evaluate((element: HTMLDetailsElement) => element.open)).toBe(open);
    }
  });

  test("the menu of a phone opens, is walked through, and closes with Escape", async ({ page }) => {
    await page.setViewportSize(PHONE);
    await page.goto("glossary/");
    const menu = page.getByRole("button", { name: "Menu" });
    await menu.focus();
    await page.keyboard.press("Enter");
    const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Timeline" });
    await link.waitFor();
    await tabTo(page, link);
    await page.keyboard.press("Escape");
    await link.waitFor({ state: "hidden" });
  });
});
