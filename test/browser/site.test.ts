// What only a browser can tell about the first page, and what the build must not have put into a script. What every page is held to is in pages.test.ts.

import { globSync, readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { NEWEST, PLANS } from "../../models/index.ts";
import { BUILT } from "../../src/tools/site/serve.ts";
import { tabTo } from "./keys.ts";
import { PHONE } from "./looks.ts";

test("no script of the site holds the code of a plan: no page runs one", () => {
  const scripts = globSync(`${BUILT}_astro/**/*.js`).map((file) => readFileSync(file, "utf8"));
  const holders = (title: string) => scripts.filter((text) => text.includes(title)).length;
  expect(holders(NEWEST.title)).toBeGreaterThan(0);
  expect(PLANS.map(({ id, title }) => [id, holders(title)])).toEqual(PLANS.map(({ id }) => [id, 0]));
});

test.describe("the table of all steps on the first page", () => {
  test("has a column for each era, and in each row a cell for each", async ({ page }) => {
    await page.goto("./");
    const table = page.getByRole("region").getByRole("table");
    // Not innerText: what lies below the window is not laid out, and has none.
    const heads = await table.getByRole("columnheader").allTextContents();
    expect(heads.map((text) => text.trim().split(/\s/)[0])).toEqual(["Step", "aops", "mops", "flags"]);
    const rows = await table.locator("tbody tr").all();
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      await expect(row.getByRole("rowheader")).toHaveCount(1);
      await expect(row.getByRole("cell")).toHaveCount(3);
    }
  });

  test("can be reached and scrolled with the keyboard alone on a phone", async ({ page }) => {
    await page.setViewportSize(PHONE);
    await page.goto("./");
    const region = page.getByRole("region").filter({ has: page.getByRole("table") });
    await tabTo(page, region);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  });

  test("shows every column on paper", async ({ page }) => {
    await page.setViewportSize({ width: 720, height: 1000 });
    await page.emulateMedia({ media: "print" });
    await page.goto("./");
    const right = await page
      .getByRole("columnheader", { name: "flags" })
      .evaluate((head) => head.getBoundingClientRect().right);
    expect(right).toBeLessThanOrEqual(720);
  });
});
