// Every kind of page by the keyboard alone: all that can be used can be reached, in the order of the page, the focus can be seen, and
// it can leave again.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch } from "./chromium.ts";
import { walk } from "./walk.ts";

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Pages that stand alone, and one of those in each folder. */
const kinds = new Map(inject("pages").map((path) => [/^[^/]+\/(?=.)/.exec(path)?.[0] ?? path, path]));

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function open(path: string, viewport: typeof DESK): Promise<Page> {
  const page = await browser.newPage({ viewport, reducedMotion: "reduce" });
  await page.goto(inject("url") + path, { waitUntil: "networkidle" });
  return page;
}

describe.concurrent.each([...kinds.values()].map((path) => ({ path })))("/$path", ({ path }) => {
  it.each([DESK, PHONE])("can be walked through at $width px", async (viewport) => {
    const page = await open(path, viewport);
    const { stops, unseen, missed } = await walk(page);
    expect(stops[0]).toContain('href="#_top"');
    expect({ unseen, missed }).toEqual({ unseen: [], missed: [] });
    const places = stops.map((stop) => Number.parseInt(stop, 10));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    await page.close();
  });
});

describe("with the keyboard", () => {
  it("the skip link leads past the menus", async () => {
    const page = await open("eras/aops/", DESK);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
    await page.close();
  });

  it("what is folded opens and closes", async () => {
    const page = await open("eras/aops/", DESK);
    const details = page.locator("main details").first();
    await details.locator("summary").focus();
    for (const open of [true, false]) {
      await page.keyboard.press("Enter");
      expect(await details.evaluate((element: HTMLDetailsElement) => element.open)).toBe(open);
    }
    await page.close();
  });

  it("the menu of a phone opens, is walked through, and closes with Escape", async () => {
    const page = await open("glossary/", PHONE);
    const menu = page.getByRole("button", { name: "Menu" });
    await menu.focus();
    await page.keyboard.press("Enter");
    const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Timeline" });
    await link.waitFor();
    const isThere = () => link.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < 40 && !(await isThere()); presses++) await page.keyboard.press("Tab");
    expect(await isThere()).toBe(true);
    await page.keyboard.press("Escape");
    await link.waitFor({ state: "hidden" });
    await page.close();
  });
});
