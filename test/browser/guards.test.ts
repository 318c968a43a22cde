// The page of guards: short enough to be looked through while it is closed, and open where a link leads.

import { expect, type Page, test } from "@playwright/test";
import { GUARDS } from "../../models/guards.ts";
import { keysOf } from "../../models/keys.ts";
import { slugOf } from "../../src/engine/links/slug.ts";
import { DESK, expectFine, LOOKS, PHONE } from "./looks.ts";
import { visit } from "./visit.ts";

/** What somebody still scrolls through. */
const MOST_SCREENS = 15;
const GUARD = "isolate:recheck";

const row = (page: Page, guard: string) =>
  page.locator(".guard").filter({ has: page.locator(`[id="${slugOf(guard)}"]`) });

for (const viewport of [DESK, PHONE]) {
  test(`fits ${MOST_SCREENS} screens of ${viewport.width} pixels while its rows are closed, and has all guards`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport);
    await visit(page, "guards/");
    await expect(page.locator(".guard")).toHaveCount(keysOf(GUARDS).length);
    await expect(page.locator(".guard[open]")).toHaveCount(0);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    expect(height / viewport.height).toBeLessThanOrEqual(MOST_SCREENS);
  });
}

for (const look of LOOKS) {
  test.describe(`with a window of ${look.viewport.width} pixels`, () => {
    test.use(look);

    test("a link to a guard opens its row alone, and shows it, without a script", async ({ browser, baseURL }) => {
      const context = await browser.newContext({ ...look, javaScriptEnabled: false, ...(baseURL && { baseURL }) });
      const page = await context.newPage();
      await page.goto(`guards/#${slugOf(GUARD)}`);
      await expect(page.locator(".guard[open]")).toHaveCount(1);
      await expect(row(page, GUARD).locator("> summary")).toBeInViewport();
      await expect(row(page, GUARD).getByText("asks twice")).toBeInViewport();
      await context.close();
    });

    test("a row opens by the keyboard, and is accessible and fits", async ({ page }) => {
      await visit(page, "guards/");
      const summary = row(page, GUARD).locator("> summary");
      await summary.focus();
      await page.keyboard.press("Enter");
      await expect(row(page, GUARD).getByText("asks twice")).toBeVisible();
      await expectFine(page);
      await page.keyboard.press("Enter");
      await expect(page.locator(".guard[open]")).toHaveCount(0);
    });
  });
}

test("shows all on paper, though no row is open", async ({ page }) => {
  await page.emulateMedia({ media: "print" });
  await visit(page, "guards/");
  await expect(page.locator(".guard[open]")).toHaveCount(0);
  const hidden = await page
    .locator(".guard .about")
    .evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().height === 0).map(({ id }) => id));
  expect(hidden).toEqual([]);
});
