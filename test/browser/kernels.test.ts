// A run that a kernel was recorded doing says so, in the player and on its page, and leads to the calls.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launch } from "./chromium.ts";

const url = inject("url");
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it("leads from a scenario to what each kernel did", async () => {
  const page = await browser.newPage();
  await page.goto(`${url}scenarios/balloon-compaction/`);
  const badge = page.getByRole("link", { name: "held against Linux 6.17.13" });
  await badge.click();
  await page.waitForURL(/kernels\/balloon-migrate\/#6-17-13$/);
  const section = page.locator("#\\36 -17-13").locator("..");
  const row = section.getByRole("row").filter({ hasText: "virtballoon_migratepage" });
  expect(await row.getByRole("cell").allInnerTexts()).toEqual([
    "virtballoon_migratepage (target, page) → 0",
    "virtballoon_migratepage (target, page) → 0",
  ]);
  await page.goto(`${url}scenarios/lost-wakeup/`);
  await page.getByRole("heading", { name: "Step through it" }).waitFor();
  expect(await page.getByRole("link", { name: "held against Linux" }).count()).toBe(0);
  await page.close();
});

it("shows the calls once where there is no room for two columns", async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${url}kernels/balloon-migrate/`);
  const rows = page.getByRole("region").first().getByRole("row");
  const cells = await rows.filter({ hasText: "balloon_page_migrate" }).getByRole("cell").all();
  expect(await Promise.all(cells.map((cell) => cell.isVisible()))).toEqual([true]);
  const left = rows.filter({ hasText: "virtqueue_kick" }).first();
  expect(await left.textContent()).toMatch(/only recorded[\s\S]*How the host is woken/);
  await page.close();
});
