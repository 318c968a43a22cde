// A run that a kernel was recorded doing says so, in the player and on its page, and leads to the calls.
import { expect } from "@playwright/test";

import { PHONE } from "./looks.ts";
import { test } from "./tab.ts";
import { visit } from "./visit.ts";

test("leads from a scenario to what each kernel did", async ({ page }) => {
  await visit(page, "scenarios/balloon-compaction/");
  await page.getByRole("group", { name: "Kernel in view" }).getByRole("button", { name: "flags" }).click();
  const badge = page.getByRole("link", { name: "held against Linux 6.17.13" });
  await badge.click();
  await page.waitForURL(/kernels\/balloon-migrate\/#6-17-13$/);
  const section = page.locator("#\\36 -17-13").locator("..");
  const row = section.getByRole("row").filter({ hasText: "virtballoon_migratepage" });
  await expect(row.getByRole("cell")).toHaveText([
    "virtballoon_migratepage (target, page) → 0",
    "virtballoon_migratepage (target, page) → 0",
  ]);
  await visit(page, "scenarios/lost-wakeup/");
  await page.getByRole("region", { name: "Lanes" }).waitFor();
  await expect(page.getByRole("link", { name: "held against Linux" })).toHaveCount(0);
});

test("shows the calls once where there is no room for two columns", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto("kernels/balloon-migrate/");
  const rows = page.getByRole("region").first().getByRole("row");
  const cells = await rows.filter({ hasText: "balloon_page_migrate" }).getByRole("cell").all();
  expect(await Promise.all(cells.map((cell) => cell.isVisible()))).toEqual([true]);
  const left = rows.filter({ hasText: "virtqueue_kick" }).first();
  await expect(left).toHaveText(/only recorded[\s\S]*How the host is woken/);
});
