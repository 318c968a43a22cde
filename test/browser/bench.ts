// npm run bench:site: does a reader wait? How soon a page is painted, how soon a key shows its step, and whether a page stays free
// while its worker explores. Never part of the tests: what is compared is measured in the same run, by turns, so that the ratios outlive
// the machine; but what else the machine does meanwhile changes them all the same.

import type { Browser, Page } from "@playwright/test";
import { paint } from "../../src/cli/parts/terminal.ts";
import { median } from "../../src/tools/bench/measure.ts";
import { launch } from "../../src/tools/site/chromium.ts";
import { serveSite } from "../../src/tools/site/serve.ts";
import { longScenario } from "../views/player/long.ts";
import { embed } from "./embedded.ts";
import { openMode } from "./modes.ts";
import { visit } from "./visit.ts";

const TRIES = 5;
/** The page that has the least on it. */
const SMALLEST = "404.html";
const PAGES = [
  "",
  "guards/",
  "series/2025/scenarios/",
  "sources/",
  "compare/",
  "workshop/",
  "scenarios/host-message-needs-memory/",
];
const KERNELS = ["aops@5.10", "mops@6.16", "flags@6.17"];

/** Times as long as what it is compared with. */
const LIMITS = { paint: 5, step: 3, task: 5 };

const site = await serveSite();
const browser = await launch();
try {
  for (const path of PAGES) {
    const [own, smallest] = await byTurns(
      () => painted(browser, path),
      () => painted(browser, SMALLEST),
    );
    tell("paint", `/${path} is painted, beside /${SMALLEST}`, own / smallest);
  }
  await withPage(browser, async (page) => {
    await visit(page, `${site.url}scenarios/isolate-races-deflate/`);
    await embed(page, longScenario(250), KERNELS);
    tell(
      "step",
      "from a key to its step, of 500 on three kernels, beside a frame without a change",
      await stepInFrames(page),
    );
    await embed(page, longScenario(5_000), ["flags@6.17"]);
    tell("step", "from a key to its step, of 10,000 on one kernel", await stepInFrames(page));
    await visit(page, `${site.url}scenarios/host-message-needs-memory/`);
    tell("step", "from a key to its step, above the longest table of the site", await stepInFrames(page));
  });
  await withPage(browser, async (page) => {
    await openMode(page, "two-scanners-and-the-owner", "Every order", site.url);
    await watchTasks(page);
    await page.getByRole("button", { name: "Find a failure" }).click();
    await page.getByText("all interleavings fine").waitFor();
    tell(
      "task",
      "the longest task of the page while every order is tried, beside a fixed computation",
      await longestTask(page),
    );
  });
} finally {
  await browser.close();
  await site.close();
}

function tell(limit: keyof typeof LIMITS, text: string, ratio: number): void {
  const mark = ratio <= LIMITS[limit] ? paint("green", "PASS") : paint("red", "MISS");
  console.log(`${mark}  ${text}: ${ratio.toFixed(2)} times, at most ${LIMITS[limit]}`);
}

/** Medians of two measurements that take turns. */
async function byTurns(...measure: (() => Promise<number>)[]): Promise<[number, number]> {
  const all: number[][] = measure.map(() => []);
  for (let turn = 0; turn < TRIES; turn++) for (const [at, each] of measure.entries()) all[at]?.push(await each());
  return all.map(median) as [number, number];
}

async function withPage<R>(browser: Browser, work: (page: Page) => Promise<R>): Promise<R> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    return await work(page);
  } finally {
    await page.close();
  }
}

/** Milliseconds until the largest thing on a page is painted, in a browser that was never there. */
function painted(browser: Browser, path: string): Promise<number> {
  return withPage(browser, async (page) => {
    await visit(page, site.url + path);
    return page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
            type: "largest-contentful-paint",
            buffered: true,
          });
        }),
    );
  });
}

/** How long a key takes until its step is painted, beside a frame in which nothing changes. */
function stepInFrames(page: Page): Promise<number> {
  return page.getByRole("region", { name: "Steps" }).evaluate(async (region) => {
    // A message that is sent before a frame is painted arrives after it.
    const painted = () =>
      new Promise((done) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = done;
          port2.postMessage(null);
        });
      });
    const times: Record<string, number[]> = { key: [], frame: [] };
    for (let press = 0; press < 80; press++) {
      const key = press % 4 < 2 ? "ArrowRight" : "ArrowLeft";
      for (const what of ["frame", "key"]) {
        const start = performance.now();
        if (what === "key") region.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        await painted();
        times[what]?.push(performance.now() - start);
      }
    }
    const middle = (all: number[] = []) => all.sort((a, b) => a - b)[all.length >> 1] ?? 0;
    return middle(times.key) / middle(times.frame);
  });
}

function watchTasks(page: Page): Promise<void> {
  return page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: "longtask" });
  });
}

/** Beside a computation that is the same on every machine; 0 where none was long enough for the browser to tell. */
function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => {
    const start = performance.now();
    let mixed = 1;
    for (let round = 0; round < 10_000_000; round++) mixed = Math.imul(mixed ^ round, 0x9e3779b1);
    Object.assign(window, { mixed });
    const unit = performance.now() - start;
    return Math.max(0, ...(window as unknown as { tasks: number[] }).tasks) / unit;
  });
}
