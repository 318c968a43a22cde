// The search of the site finds names of the kernel by their parts, and costs nothing before it is opened.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch } from "./chromium.ts";

let browser: Browser;
let page: Page;
const requested: string[] = [];

beforeAll(async () => {
  browser = await launch();
  page = await browser.newPage();
  page.on("request", (request) => requested.push(new URL(request.url()).pathname));
  await page.goto(inject("url"), { waitUntil: "networkidle" });
});
afterAll(() => browser.close());

describe("the search", () => {
  it("is loaded when it is opened, and takes the focus", async () => {
    const loaded = () => requested.filter((path) => /pagefind|ui-core/.test(path));
    expect(loaded()).toEqual([]);
    await page.keyboard.press("Control+k");
    await page.waitForFunction(() => document.activeElement?.matches("site-search input"));
    expect(loaded()).not.toEqual([]);
  });

  it.each([
    ["PageMovable", "__ClearPageMovable"],
    ["movable", "movable_operations"],
    ["movable_page", "isolate_movable_page"],
    ["ops_page", "isolate_movable_ops_page"],
    ["page->mapping", "mapping"],
    ["isolate:pin", "isolate:pin"],
    ["1168640", "20250618174014.1168640-1-david@redhat.com"],
  ])("finds by %s what is called %s", async (query, name) => {
    await page.locator("site-search input").fill(query);
    await page
      .locator(".pagefind-ui__message")
      .filter({ hasText: `for ${query}` })
      .waitFor();
    const found = page.locator(".pagefind-ui__result-excerpt", { hasText: name });
    await expect.poll(() => found.count(), { timeout: 10_000 }).toBeGreaterThan(0);
  });

  it("leads to a page by the keyboard alone, and is left with Escape", async () => {
    await page.locator("site-search input").fill("isolate_movable_ops_page");
    await page.locator(".pagefind-ui__result-link").first().waitFor();
    const isOnResult = () => page.evaluate(() => document.activeElement?.matches(".pagefind-ui__result-link"));
    for (let presses = 0; presses < 5 && !(await isOnResult()); presses++) await page.keyboard.press("Tab");
    expect(await isOnResult()).toBe(true);
    await page.keyboard.press("Escape");
    await page.locator("site-search dialog").waitFor({ state: "hidden" });
  });
});
