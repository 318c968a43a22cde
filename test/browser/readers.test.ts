// What strangers send runs away from the page: whatever it is, the page answers, says what is wrong, and can be used.
import { deflateRawSync } from "node:zlib";
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import type { Release } from "../../models/era.ts";
import { mops } from "../../models/mops/index.ts";
import { encode } from "../../src/links/encode.ts";
import { execute } from "../../src/run/execute.ts";
import { findScenario } from "../../src/scenario/files.ts";
import { launch } from "./chromium.ts";

const URL = inject("url");
const packed = (text: string) => deflateRawSync(text, { level: 9 }).toString("base64url");

/** A large machine, much work in the set-up, and a fault at its end. */
const SLOW = `title: t
story: s
sources: [x]
machine: {pages: 65536, heap: 67108864}
setup:
  - map: {pages: 30000}
${"  - compact:\n".repeat(190)}  - unlock: {page: 0}
actors: {a: [{compact: }]}
expect: {verdict: ok}
`;

let browser: Browser;
let page: Page;
let errors: string[];
let metrics: CDPSession;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(() => openPage());
afterEach(() => page.close());

async function openPage(): Promise<void> {
  page = await browser.newPage();
  errors = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  metrics = await page.context().newCDPSession(page);
  await metrics.send("Performance.enable");
}

/** Seconds that the scripts of the page itself took so far; those of workers do not count. */
async function scripts(): Promise<number> {
  const { metrics: all } = await metrics.send("Performance.getMetrics");
  return all.find(({ name }) => name === "ScriptDuration")?.value ?? 0;
}

describe("a link whose set-up is slow, and ends in a fault", () => {
  it("takes the page no more than any other link does", async () => {
    await page.goto(`${URL}workshop/#s=balloon-compaction`);
    await page.getByText("Step 0 of").waitFor();
    const calm = await scripts();
    expect(calm).toBeGreaterThan(0);
    await page.close();
    await openPage();

    const link = `x=${packed(SLOW)}`;
    expect(link.length).toBeLessThan(320);
    await page.goto(`${URL}workshop/#${link}`);
    const results = page.getByRole("region", { name: "Results" });
    await results
      .getByText(/It could not be run|Stopped/)
      .first()
      .waitFor({ timeout: 60_000 });
    await expect.poll(() => results.getByRole("progressbar").count()).toBe(0);
    expect(await scripts()).toBeLessThan(5 * calm);
    expect(await page.locator(".stepping").count()).toBe(0);
    await expect.poll(() => page.workers().length).toBeLessThanOrEqual(1);
    expect(await page.getByRole("button", { name: "Run", exact: true }).isEnabled()).toBe(true);
    expect(errors).toEqual([]);
  });
});

describe("the page of a scenario", () => {
  const address = `${URL}scenarios/isolate-races-deflate/`;

  it("is usable after a link with 64,000 characters of choices", async () => {
    await page.goto(`${address}#e=mops&c=${"0.1.".repeat(15_980)}0`);
    await page.getByRole("region", { name: "About the link" }).getByText("choices are kept").waitFor();
    await page.waitForFunction(() => location.hash.length < 1000);
    expect(errors).toEqual([]);
  });

  it("has no address for choices that fit into none", async () => {
    // All of a run; what stands behind its end does no harm, and is kept.
    const scenario = findScenario("isolate-races-deflate");
    const { actors, steps } = execute(scenario, mops, mops.releases[0] as Release);
    const whole = steps.map(({ actor }) => actors.indexOf(actor));
    const bare = { version: null, scenario: null, kernels: ["mops"], without: [], step: 1 };
    const { length } = await encode({ ...bare, choices: whole });
    const choices = [...whole, ...Array.from({ length: 2 * Math.floor((63_995 - length) / 4) }, (_, at) => at % 2)];
    // The page adds the version.
    await page.goto(`${address}#${await encode({ ...bare, choices })}`);
    await page.getByText("Step 1 of").waitFor();
    await page.waitForFunction(() => location.hash === "");
    expect(errors).toEqual([]);
  });

  it("opens a link that a mail program escaped as a whole", async () => {
    await page.goto(`${address}#${encodeURIComponent("e=mops&g=isolate:recheck&p=3")}`);
    await page.getByText("Step 3 of").waitFor();
    expect(errors).toEqual([]);
  });
});
