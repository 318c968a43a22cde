// What strangers send runs away from the page: whatever it is, the page answers, says what is wrong, and can be used.
import { deflateRawSync } from "node:zlib";
import { type CDPSession, expect, type Page, test } from "@playwright/test";
import { mops } from "../../models/mops/index.ts";
import { encode } from "../../src/engine/links/encode.ts";
import { execute } from "../../src/engine/run/execute.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";

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

async function meter(page: Page): Promise<CDPSession> {
  const metrics = await page.context().newCDPSession(page);
  await metrics.send("Performance.enable");
  return metrics;
}

/** Seconds that the scripts of the page itself took so far; those of workers do not count. */
async function scripts(metrics: CDPSession): Promise<number> {
  const { metrics: all } = await metrics.send("Performance.getMetrics");
  return all.find(({ name }) => name === "ScriptDuration")?.value ?? 0;
}

let errors: string[];
test.beforeEach(({ page }) => {
  errors = [];
  page.on("pageerror", ({ message }) => errors.push(message));
});
test.afterEach(() => expect(errors).toEqual([]));

test("a link whose set-up is slow, and ends in a fault, takes the page no more than any other", async ({
  page,
  context,
}) => {
  const other = await context.newPage();
  const calmly = await meter(other);
  await other.goto("workshop/#s=balloon-compaction");
  await other.getByText("Step 0 of").waitFor();
  const calm = await scripts(calmly);
  expect(calm).toBeGreaterThan(0);
  await other.close();

  const metrics = await meter(page);
  const link = `x=${packed(SLOW)}`;
  expect(link.length).toBeLessThan(320);
  await page.goto(`workshop/#${link}`);
  const results = page.getByRole("region", { name: "Results" });
  await expect(results.getByText(/It could not be run|Stopped/).first()).toBeVisible();
  await expect(results.getByRole("progressbar")).toHaveCount(0);
  expect(await scripts(metrics)).toBeLessThan(5 * calm);
  await expect(page.locator(".stepping")).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBeLessThanOrEqual(1);
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeEnabled();
});

test.describe("the page of a scenario", () => {
  const address = "scenarios/isolate-races-deflate/";

  test("is usable after a link with 64,000 characters of choices", async ({ page }) => {
    await page.goto(`${address}#e=mops&c=${"0.1.".repeat(15_980)}0`);
    await page.getByRole("region", { name: "About the link" }).getByText("choices are kept").waitFor();
    await page.waitForFunction(() => location.hash.length < 1000);
  });

  test("has no address for choices that fit into none", async ({ page }) => {
    // All of a run; what stands behind its end does no harm, and is kept.
    const scenario = findScenario("isolate-races-deflate");
    const { actors, steps } = execute(scenario, mops, mops.releases[0]);
    const whole = steps.map(({ actor }) => actors.indexOf(actor));
    const bare = { version: null, scenario: null, kernels: ["mops"], without: [], step: 1 };
    const { length } = await encode({ ...bare, choices: whole });
    const choices = [...whole, ...Array.from({ length: 2 * Math.floor((63_995 - length) / 4) }, (_, at) => at % 2)];
    // The page adds the version.
    await page.goto(`${address}#${await encode({ ...bare, choices })}`);
    await page.getByText("Step 1 of").waitFor();
    await page.waitForFunction(() => location.hash === "");
  });

  test("opens a link that a mail program escaped as a whole", async ({ page }) => {
    await page.goto(`${address}#${encodeURIComponent("e=mops&g=isolate:recheck&p=3")}`);
    await page.getByText("Step 3 of").waitFor();
  });
});
