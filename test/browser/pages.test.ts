// What every page of the built site is held to, in a browser. Each is opened once, and then changes theme and width.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { COLOURS, violations } from "./axe.ts";
import { isSlow, over, table } from "./budgets.ts";
import { launch } from "./chromium.ts";
import { type Cost, meter } from "./cost.ts";

const url = inject("url");
const costs = new Map<string, Cost>();

/** To start a tab takes longer than to open a page in it, so the next page has it too. One that failed is left alone. */
type Tab = { page: Page; complaints: string[]; measure: () => Promise<Cost> };
const free: Tab[] = [];

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
    const tab = free.pop() ?? (await newTab());
    const { page, complaints } = tab;
    let cost = await open(path, tab);
    // What else the machine did may have slowed it down.
    for (let again = 0; again < 2 && isSlow(path, cost); again++) cost = await open(path, tab);
    costs.set(path, cost);
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("light");
    for (const width of [2560, 320, 390, 1440]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    await shortenRun(page);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
    expect(await violations(page, COLOURS)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(over(path, cost)).toEqual([]);
    free.push(tab);
  });
});

async function newTab(): Promise<Tab> {
  const page = await browser.newPage();
  return { page, complaints: watch(page), measure: await meter(page) };
}

async function open(path: string, { page, measure }: Tab): Promise<Cost> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "no-preference" });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(url + path, { waitUntil: "networkidle" });
  return measure();
}

/**
 * The table of a run has a row for each step, all made by the same lines of one component (ThreeEras.astro): axe takes most of its
 * time for them, and what it finds in hundreds it finds in these. player.test.ts has it look at a whole run.
 */
async function shortenRun(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const row of document.querySelectorAll("main .run tbody tr:nth-child(n + 13)")) row.remove();
  });
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
