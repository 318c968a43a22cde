// C or TypeScript: one switch for the whole site. C comes first; what the reader chooses stays, on other pages and after a reload.

import { expect, type Page, test } from "@playwright/test";
import { must } from "../../src/engine/must.ts";
import { C_TITLE } from "../../src/engine/source/c_view.ts";
import { LEVELS } from "../knowledge/game/levels.ts";
import { tabTo } from "./keys.ts";
import { DESK, expectFine, LOOKS } from "./looks.ts";
import { visit } from "./visit.ts";

const PAGES = ["compare/isolate/", "walkthroughs/isolate/"];

const choice = (page: Page) => page.locator("select[data-read-as-choice]:visible");
/** Code that stands there in both languages. */
const shown = (page: Page) => page.locator(".weave-rows:is(.as-c, .as-typescript)").filter({ visible: true });

async function expectAll(page: Page, language: "c" | "typescript"): Promise<void> {
  const other = language === "c" ? "typescript" : "c";
  await expect(page.locator(`.weave-rows.as-${language}`)).not.toHaveCount(0);
  await expect(shown(page)).not.toHaveCount(0);
  await expect(shown(page).and(page.locator(`.as-${other}`))).toHaveCount(0);
}

test.describe("at a desk", () => {
  test.use({ viewport: DESK });

  for (const path of PAGES) {
    test(`${path} is C, and TypeScript when the reader asks for it`, async ({ page }) => {
      await page.goto(path);
      await expect(choice(page)).toHaveValue("c");
      await expectAll(page, "c");
      await choice(page).selectOption("TypeScript");
      await expectAll(page, "typescript");
      await choice(page).selectOption("C");
      await expectAll(page, "c");
    });
  }

  test("is chosen with the keyboard alone, and kept", async ({ page }) => {
    await page.goto("compare/isolate/");
    await tabTo(page, choice(page));
    await page.keyboard.press("ArrowDown");
    await expect(choice(page)).toHaveValue("typescript");
    await expectAll(page, "typescript");
    await page.reload();
    await expect(choice(page)).toHaveValue("typescript");
    await expectAll(page, "typescript");
    await page.goto("walkthroughs/isolate/");
    await expect(choice(page)).toHaveValue("typescript");
    await expectAll(page, "typescript");
  });

  test("changes the code of a view that a script draws", async ({ page }) => {
    await visit(page, `game/${must(LEVELS[0], "level").id}/`);
    const code = page.locator(".shown-code").first();
    await expect(code).toContainText(C_TITLE);
    await expect(code).not.toContainText("yield");
    await choice(page).selectOption("TypeScript");
    await expect(code).toContainText("yield");
    await expect(code).not.toContainText(C_TITLE);
    await choice(page).selectOption("C");
    await expect(code).not.toContainText("yield");
  });

  test("what others stored is read as C", async ({ page }) => {
    await page.goto("compare/isolate/");
    await page.evaluate(() => localStorage.setItem("read-as", "<img src=x>"));
    await page.reload();
    await expect(choice(page)).toHaveValue("c");
    await expectAll(page, "c");
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the code is C", async ({ page }) => {
    await page.goto("compare/isolate/");
    await expectAll(page, "c");
  });
});

for (const look of LOOKS) {
  test.describe(`at ${look.viewport.width} px in the ${look.colorScheme}`, () => {
    test.use(look);

    test("pages in TypeScript are accessible, and no wider than the window", async ({ page }) => {
      await page.goto("compare/isolate/");
      await page.evaluate(() => localStorage.setItem("read-as", "typescript"));
      await page.reload();
      await expectAll(page, "typescript");
      await expectFine(page);
    });
  });
}
