// The list of scenarios, filtered by keyboard, and whole without scripts.

import { expect, type Page } from "@playwright/test";
import { shippedScenarios } from "../../src/knowledge/scenarios/files.ts";
import { expectFine, LOOKS } from "./looks.ts";
import { test } from "./tab.ts";
import { visit } from "./visit.ts";

const ALL = shippedScenarios().length;
const items = (page: Page) => page.locator("filtered-list li:visible");
const field = (page: Page, name: string) => page.getByRole("combobox", { name, exact: true });

test.describe("the list of scenarios", () => {
  test("is narrowed by keyboard, keeps what was asked in the address, and is widened again", async ({ page }) => {
    await visit(page, "scenarios/");
    await expect(items(page)).toHaveCount(ALL);
    await field(page, "Driver").focus();
    await page.keyboard.type("z3fold");
    await expect(items(page).first()).toContainText("z3fold");
    const few = await items(page).count();
    expect(few).toBeLessThan(ALL);
    await expect(page.getByRole("status")).toHaveText(`${few} of ${ALL}`);
    await expect(page).toHaveURL(/\?driver=z3fold$/);

    await field(page, "Goes wrong without").selectOption("z3fold:drain");
    await expect(items(page)).toHaveCount(1);
    // What has nothing to show has no heading either.
    await expect(page.locator("filtered-list h2:visible")).toHaveCount(1);

    await page.reload();
    await expect(items(page)).toHaveCount(1);
    await expect(field(page, "Driver")).toHaveValue("z3fold");
    await page.getByRole("button", { name: "Show all" }).press("Enter");
    await expect(items(page)).toHaveCount(ALL);
    await expect(page).toHaveURL(/scenarios\/$/);
  });

  test("says of each lesson where to start", async ({ page }) => {
    await visit(page, "scenarios/");
    const lessons = page.locator("filtered-list section");
    for (const lesson of await lessons.all()) await expect(lesson.getByText("Start here")).toHaveCount(1);
    await expect(lessons).not.toHaveCount(0);
  });

  for (const look of LOOKS) {
    test.describe(`at ${look.viewport.width} px in the ${look.colorScheme}`, () => {
      test.use(look);

      test("is accessible and fits", async ({ page }) => {
        await visit(page, "scenarios/?level=hard");
        await expectFine(page);
      });
    });
  }

  test.describe("without scripts", () => {
    test.use({ javaScriptEnabled: false });

    test("is all there", async ({ page }) => {
      await page.goto("scenarios/?level=hard");
      await expect(items(page)).toHaveCount(ALL);
      await expect(field(page, "Driver")).toBeHidden();
    });
  });
});
