// What only a browser can tell about the built site. What can be told from the models or the HTML is tested elsewhere.

import { createRequire } from "node:module";
import type Axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { launch } from "./chromium.ts";
import { representative } from "./representative.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

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

describe.each(representative(inject("pages")).map((path) => ({ path })))("/$path", ({ path }) => {
  // One load for each theme is what keeps this fast; the widths follow one another on the page that is open.
  it("in the light: no accessibility violation at 1440 px, no scrolling sideways, no error, no request elsewhere", async () => {
    page = await browser.newPage({ colorScheme: "light", viewport: DESK });
    const errors: string[] = [];
    const elsewhere: string[] = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("request", (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(url)) elsewhere.push(request.url());
    });
    await page.goto(url + path, { waitUntil: "networkidle" });
    expect(await themeOf(page)).toBe("light");
    expect(await violations()).toEqual([]);
    for (const width of [2560, 1440, 768, 390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    expect(errors).toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  it("in the dark: no accessibility violation at 390 px", async () => {
    page = await browser.newPage({ colorScheme: "dark", viewport: PHONE });
    await page.goto(url + path);
    expect(await themeOf(page)).toBe("dark");
    expect(await violations()).toEqual([]);
  });
});

describe("the default scenario on the first page", () => {
  it("has a column for each era, and in each row a cell for each", async () => {
    page = await browser.newPage({ viewport: DESK });
    await page.goto(url);
    const table = page.getByRole("region").getByRole("table");
    const heads = await table.getByRole("columnheader").allInnerTexts();
    expect(heads.map((text) => text.split(/\s/)[0])).toEqual(["Step", "aops", "mops", "flags"]);
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

function themeOf(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.documentElement.dataset.theme);
}

/** One line for each violation: the rule, where it is broken, and how. */
async function violations(): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  const results = await page.evaluate((values) => {
    const { axe } = globalThis as unknown as { axe: typeof Axe };
    return axe.run({ runOnly: { type: "tag", values } });
  }, RULES);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}
