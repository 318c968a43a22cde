// Definitions of words in prose: by pointer and by keyboard, without a script. WCAG 1.4.13 says what must hold of them.

import { expect, type Locator } from "@playwright/test";
import { tabTo } from "./keys.ts";
import { test } from "./tab.ts";

test.use({ javaScriptEnabled: false });

let term: Locator;
let definition: Locator;

test.beforeEach(async ({ page }) => {
  await page.goto("eras/flags/");
  term = page.locator("a.term").first();
  definition = page.locator(`#${await term.getAttribute("aria-describedby")}`);
});

test("shows the definition to the pointer, lets it go there, and takes it away when it leaves", async ({ page }) => {
  await term.hover();
  await definition.waitFor({ state: "visible" });
  await definition.hover();
  // Longer than its `interest-delay`: nothing tells that it does not go away.
  await page.waitForTimeout(500);
  await expect(definition).toBeVisible();
  await page.mouse.move(0, 0);
  await definition.waitFor({ state: "hidden" });
});

test("shows the definition to the keyboard, and Escape takes it away without moving the focus", async ({ page }) => {
  await tabTo(page, term);
  await definition.waitFor({ state: "visible" });
  await page.keyboard.press("Escape");
  await definition.waitFor({ state: "hidden" });
  await expect(term).toBeFocused();
});

test("keeps the definition inside a narrow window", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 600 });
  for (const each of (await page.locator("a.term").all()).slice(0, 6)) {
    await each.hover();
    const shown = page.locator(`#${await each.getAttribute("aria-describedby")}`);
    await shown.waitFor({ state: "visible" });
    const { x, width } = (await shown.boundingBox()) ?? { x: -1, width: 0 };
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(320);
    await page.keyboard.press("Escape");
  }
});
