// What every page of the built site is held to, in a browser. Each is opened once, and then changes theme and width.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { COLOURS, violations } from "./axe.ts";
import { isSlow, over, table } from "./budgets.ts";
import { launch } from "./chromium.ts";
import { type Cost, meter } from "./cost.ts";

const url = inject("url");
const costs = new Map<string, Cost>();

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  console.log(table(costs));
});

describe.concurrent.each(inject("pages").map((path) => ({ path })))("/$path", ({ path }) => {
  it("is accessible in both themes, fits every width, keeps to itself and to its budget", async ({ expect }) => {
    let { page, errors, cost } = await open(path);
    // What else the machine did may have slowed it down.
    for (let again = 0; again < 2 && isSlow(path, cost); again++) {
      await page.close();
      ({ page, errors, cost } = await open(path));
    }
    costs.set(path, cost);
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("light");
    expect(await violations(page)).toEqual([]);
    for (const width of [1440, 2560, 320, 390]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
    expect(await violations(page, COLOURS)).toEqual([]);
    expect(errors).toEqual([]);
    expect(over(path, cost)).toEqual([]);
    await page.close();
  });
});

async function open(path: string): Promise<{ page: Page; errors: string[]; cost: Cost }> {
  const page = await browser.newPage({ colorScheme: "light", viewport: { width: 1440, height: 900 } });
  const errors = watch(page);
  const measure = await meter(page);
  await page.goto(url + path, { waitUntil: "networkidle" });
  return { page, errors, cost: await measure() };
}

/** Whatever the browser complains of, a refusal of the policy among it, and every request that leaves the site. */
function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(url)) complaints.push(request.url());
  });
  return complaints;
}
