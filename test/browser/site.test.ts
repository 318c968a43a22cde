// What only a browser can tell about the first page. What every page is held to is in pages.test.ts.

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { launch } from "./chromium.ts";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

const url = inject("url");

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launch();
});

afterEach(() => page.close());

afterAll(() => browser.close());

describe("the table of all steps on the first page", () => {
  it("has a column for each era, and in each row a cell for each", async () => {
    page = await browser.newPage({ viewport: DESK });
    await page.goto(url);
    const table = page.getByRole("region").getByRole("table");
    // Not innerText: what lies below the window is not laid out, and has none.
    const heads = await table.getByRole("columnheader").allTextContents();
    expect(heads.map((text) => text.trim().split(/\s/)[0])).toEqual(["Step", "aops", "mops", "flags"]);
    const rows = await table.locator("tbody tr").all();
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(await row.getByRole("rowheader").count()).toBe(1);
      expect(await row.getByRole("cell").count()).toBe(3);
    }
  });

  it("can be reached and scrolled with the keyboard alone on a phone", async () => {
    page = await browser.newPage({ viewport: PHONE });
    await page.goto(url);
    const region = page.getByRole("region").filter({ has: page.getByRole("table") });
    const focused = () => region.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < 50 && !(await focused()); presses++) await page.keyboard.press("Tab");
    expect(await focused()).toBe(true);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  });

  it("shows every column on paper", async () => {
    page = await browser.newPage({ viewport: { width: 720, height: 1000 } });
    await page.emulateMedia({ media: "print" });
    await page.goto(url);
    const right = await page
      .getByRole("columnheader", { name: "flags" })
      .evaluate((head) => head.getBoundingClientRect().right);
    expect(right).toBeLessThanOrEqual(720);
  });
});
