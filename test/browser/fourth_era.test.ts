/** A fourth era on the site: its folder and its place in ERAS, and pages, colours and the player have one column more. test/cli has the terminal. */
import { rmSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { ERA_IDS } from "../../models/index.ts";
import { type Site, serveSite } from "../../src/tools/site/serve.ts";
import { LATER, modelsWith } from "../cli/added_era.ts";
import { builtWith } from "./built_with.ts";
import { visit } from "./visit.ts";

// One build for all of them.
test.describe.configure({ mode: "default" });

const IDS = [...ERA_IDS, "later"];
const DARK = "#ffa8c5";
const LIGHT = "#8f1d4a";
const SCENARIO = "zs-free-while-isolated";

let site: Site;
test.beforeAll(async () => {
  const models = modelsWith("later", {
    ...LATER,
    "index.ts": [
      ...LATER["index.ts"],
      ['{ dark: "#c6abff", light: "#6438ad" }', `{ dark: "${DARK}", light: "${LIGHT}" }`],
    ],
  });
  site = await serveSite(await builtWith(models, ["compare", "eras", "guards.astro", "scenarios", "data", "source"]));
  rmSync(models, { recursive: true });
});
test.afterAll(() => site.close());

const open = (page: Page, path: string) => visit(page, `${site.url}${path}`);

test("has a column in the comparison, with code of its own", async ({ page }) => {
  await open(page, "compare/");
  await expect(page.locator(".region thead tr").first().locator("th code")).toHaveText(IDS);
  await expect(page.getByRole("link", { name: "isolate:recheck in later" }).first()).toBeVisible();
});

test("has a column in the lists of guards, and a verdict in each row", async ({ page }) => {
  await open(page, "guards/");
  const heads = page.locator(".guards .heads");
  expect(await heads.count()).toBeGreaterThan(5);
  for (const each of await heads.all()) await expect(each.locator("[data-era]")).toHaveText(IDS);
  for (const row of await page.locator(".guard > summary").all()) await expect(row.locator(".era")).toHaveText(IDS);
});

test("has a page, and a place in the menu", async ({ page }) => {
  await open(page, "eras/later/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("later");
  await expect(page.locator("nav.sidebar a[href$='/eras/later/']")).toHaveCount(1);
});

test("has its colours, in both themes", async ({ page }) => {
  await open(page, `scenarios/${SCENARIO}/`);
  const colour = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--era-later"));
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
  expect(await colour()).toBe(DARK);
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "light"));
  expect(await colour()).toBe(LIGHT);
});

test("runs in the player, beside the others", async ({ page }) => {
  await open(page, `scenarios/${SCENARIO}/`);
  const columns = page.locator(".debugger .eras [data-era]");
  const eras = () => columns.evaluateAll((all) => [...new Set(all.map((each) => each.getAttribute("data-era")))]);
  await expect.poll(eras).toEqual(IDS);
});
