// Definitions of words in prose: by pointer and by keyboard, without a script. WCAG 1.4.13 says what must hold of them.

import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, inject, it } from "vitest";
import { launch } from "./chromium.ts";

let browser: Browser;
let page: Page;
let term: Locator;
let definition: Locator;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${inject("url")}eras/flags/`);
  term = page.locator("a.term").first();
  definition = page.locator(`#${await term.getAttribute("aria-describedby")}`);
  return () => page.close();
});

it("shows the definition to the pointer, lets it go there, and takes it away when it leaves", async () => {
  await term.hover();
  await definition.waitFor({ state: "visible" });
  await definition.hover();
  await page.waitForTimeout(500);
  expect(await definition.isVisible()).toBe(true);
  await page.mouse.move(0, 0);
  await definition.waitFor({ state: "hidden" });
});

it("shows the definition to the keyboard, and Escape takes it away without moving the focus", async () => {
  for (let presses = 0; presses < 80 && !(await isFocused(term)); presses++) await page.keyboard.press("Tab");
  expect(await isFocused(term)).toBe(true);
  await definition.waitFor({ state: "visible" });
  await page.keyboard.press("Escape");
  await definition.waitFor({ state: "hidden" });
  expect(await isFocused(term)).toBe(true);
});

it("keeps the definition inside a narrow window", async () => {
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

function isFocused(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node === document.activeElement);
}
