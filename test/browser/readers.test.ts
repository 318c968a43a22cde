// What strangers send runs away from the page: whatever it is, the page answers, says what is wrong, and can be used.
import { deflateRawSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
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

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  page = await browser.newPage();
  errors = [];
  page.on("pageerror", ({ message }) => errors.push(message));
});
afterEach(() => page.close());

/** Seconds that the scripts of the page itself took so far; those of workers do not count. */
async function scripts(): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0;
}

describe("a link whose set-up is slow, and ends in a fault", () => {
  it("takes the page no more than any other link does", async () => {
    await page.goto(`${URL}workshop/#s=balloon-compaction`);
    await page.getByText("Step 0 of").waitFor();
    const calm = await scripts();
    await page.close();
    page = await browser.newPage();
    page.on("pageerror", ({ message }) => errors.push(message));

    const link = `x=${packed(SLOW)}`;
    expect(link.length).toBeLessThan(320);
    await page.goto(`${URL}workshop/#${link}`);
    const results = page.getByRole("region", { name: "Results" });
    await results.getByText(/It could not be run|Stopped/).waitFor({ timeout: 60_000 });
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
    await page.goto(`${address}#c=${"0.1.".repeat(15_990)}0`);
    await page.getByRole("region", { name: "About the link" }).waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.keyboard.press("Tab");
    await page.waitForFunction(() => !location.hash.includes("0.1.0.1.0.1.0.1"));
    expect(errors).toEqual([]);
  });

  it("opens a link that a mail program escaped as a whole", async () => {
    await page.goto(`${address}#${encodeURIComponent("e=mops&g=isolate:recheck&p=3")}`);
    await page.getByText("Step 3 of").waitFor();
    expect(errors).toEqual([]);
  });
});
