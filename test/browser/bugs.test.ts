// The museum: all bugs in its index, and a page whose links lead into the player at its counterexample, and to the same with the fix.

import { expect } from "@playwright/test";
import { must } from "../../src/engine/must.ts";
import { bugRegister } from "../../src/knowledge/bugs/files.ts";
import { planOf, runOf } from "../../src/knowledge/bugs/runs.ts";
import { guardRegister } from "../../src/knowledge/guards/files.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { violations } from "./axe.ts";
import { test } from "./tab.ts";

const bugs = bugRegister();

test("has a row for each bug, with a link to its page", async ({ page }) => {
  await page.goto("bugs/");
  const links = page.locator("tbody th a");
  expect((await links.allTextContents()).map((title) => title.trim())).toEqual(bugs.map(({ title }) => title));
  const numbers = await page.locator("tbody tr > td:first-child").allTextContents();
  expect(numbers.map((number) => number.trim().toLowerCase())).toEqual(bugs.map(({ id }) => id));
  await links.nth(8).click();
  await page.waitForURL(/\/bugs\/b9\/$/);
});

test("opens B1 where the page is isolated for the second time, past the invariants that break before", async ({
  page,
}) => {
  await page.goto("bugs/b1/");
  await page.getByRole("link", { name: "begin where it breaks" }).click();
  await page.waitForURL(/scenarios\/zs-free-races-two-scanners\/#/);
  await page.getByText("kernel NULL pointer dereference").first().waitFor();
  const stop = page.getByRole("button", { name: "Stop at the first broken rule" });
  await stop.click();
  await stop.waitFor({ state: "detached" });
  await expect(page.getByText("kernel NULL pointer dereference")).toHaveCount(0);
});

test.describe("B9", () => {
  const [text] = bugs.find(({ id }) => id === "b9")?.runs ?? [];
  const computed = () => runOf(planOf(must(text, "text"), guardRegister(), findScenario));

  test("shows the counterexample that is computed here, and is accessible", async ({ page }) => {
    const run = computed();
    await page.goto("bugs/b9/");
    const lanes = page.getByRole("region", { name: /^How it breaks/ });
    await expect(lanes.locator("thead th")).toHaveText(run.scenario.actors.map(({ name }) => name));
    const shown = await lanes.locator("li > code").allTextContents();
    expect(shown).toEqual(run.shown.trace.steps.map(({ step }) => step));
    expect(await violations(page)).toEqual([]);
  });

  test("opens in the player at its counterexample", async ({ page }) => {
    const { message, shown } = computed();
    const steps = shown.choices.length;
    await page.goto("bugs/b9/");
    await page.getByRole("link", { name: "begin where it breaks" }).click();
    await page.waitForURL(/scenarios\/zsmalloc-destroy-races-migration\/#/);
    await page.getByText(`Step ${steps} of ${steps}`).waitFor();
    await page.getByText(message).first().waitFor();
    await expect(page.getByText("does not quite fit")).toHaveCount(0);
  });

  test("and with the fix put back, in the same order, without an end like that", async ({ page }) => {
    const { message, shown } = computed();
    await page.goto("bugs/b9/");
    await page.getByRole("link", { name: "The same with the fix put back" }).click();
    await page.getByText(/Step 0 of/).waitFor();
    await page.getByText(/Step 0 of/).scrollIntoViewIfNeeded();
    await expect(page.getByText("does not quite fit")).toHaveCount(0);
    await expect(page.getByText(message)).toHaveCount(0);
    expect(Number((await page.getByText(/Step 0 of/).textContent())?.match(/of (\d+)/)?.[1])).toBeGreaterThan(
      shown.choices.length,
    );
  });
});
