// The museum: all bugs in its index, and a page whose links lead into the player at its counterexample, and to the same with the fix.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { bugRegister } from "../../src/bugs/files.ts";
import { planOf, runOf } from "../../src/bugs/runs.ts";
import { guardRegister } from "../../src/guards/files.ts";
import { findScenario } from "../../src/scenario/files.ts";
import { violations } from "./axe.ts";
import { launch } from "./chromium.ts";

const url = inject("url");
const bugs = bugRegister();

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launch();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
});
afterEach(() => page.close());
afterAll(() => browser.close());

it("has a row for each bug, with a link to its page", async () => {
  await page.goto(`${url}bugs/`);
  const links = page.locator("tbody th a");
  expect((await links.allTextContents()).map((title) => title.trim())).toEqual(bugs.map(({ title }) => title));
  const numbers = await page.locator("tbody tr > td:first-child").allTextContents();
  expect(numbers.map((number) => number.trim().toLowerCase())).toEqual(bugs.map(({ id }) => id));
  await links.nth(8).click();
  await page.waitForURL(/\/bugs\/b9\/$/);
});

it("opens B1 where the page is isolated for the second time, past the invariants that break before", async () => {
  await page.goto(`${url}bugs/b1/`);
  await page.getByRole("link", { name: "begin where it breaks" }).click();
  await page.waitForURL(/scenarios\/zs-free-races-two-scanners\/#/);
  await page.getByText("a NULL pointer was followed").first().waitFor();
  const stop = page.getByRole("button", { name: "Stop at the first broken invariant" });
  await stop.click();
  await stop.waitFor({ state: "detached" });
  expect(await page.getByText("a NULL pointer was followed").count()).toBe(0);
});

describe("B9", () => {
  const [text] = bugs.find(({ id }) => id === "b9")?.runs ?? [];
  const run = runOf(planOf(text as NonNullable<typeof text>, guardRegister(), findScenario));
  const steps = run.shown.choices.length;

  it("shows the counterexample that is computed here, and is accessible", async () => {
    await page.goto(`${url}bugs/b9/`);
    const lanes = page.getByRole("region", { name: /^How it breaks/ });
    expect(await lanes.locator("thead th").allTextContents()).toEqual(run.scenario.actors.map(({ name }) => name));
    const shown = await lanes.locator("li > code").allTextContents();
    expect(shown).toEqual(run.shown.trace.steps.map(({ step }) => step));
    expect(await violations(page)).toEqual([]);
  });

  it("opens in the player at its counterexample", async () => {
    await page.goto(`${url}bugs/b9/`);
    await page.getByRole("link", { name: "begin where it breaks" }).click();
    await page.waitForURL(/scenarios\/zsmalloc-destroy-races-migration\/#/);
    await page.getByText(`Step ${steps} of ${steps}`).waitFor();
    await page.getByText(run.message).first().waitFor();
    expect(await page.getByText("does not quite fit").count()).toBe(0);
  });

  it("and with the fix put back, in the same order, without an end like that", async () => {
    await page.goto(`${url}bugs/b9/`);
    await page.getByRole("link", { name: "The same with the fix put back" }).click();
    await page.getByText(/Step 0 of/).waitFor();
    await page.getByText(/Step 0 of/).scrollIntoViewIfNeeded();
    expect(await page.getByText("does not quite fit").count()).toBe(0);
    expect(await page.getByText(run.message).count()).toBe(0);
    expect(Number((await page.getByText(/Step 0 of/).textContent())?.match(/of (\d+)/)?.[1])).toBeGreaterThan(steps);
  });
});
