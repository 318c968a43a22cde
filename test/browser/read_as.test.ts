// C or TypeScript: one switch for the whole site. C comes first; what the reader chooses stays, on other pages and after a reload.

import { expect, type Page, test } from "@playwright/test";
import { GUARDS } from "../../models/guards.ts";
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

test.describe("where the guard itself is what the page is about", () => {
  test("each guard has the TypeScript that asks for it, and as C what goes without it, unless the reader wants no C", async ({
    page,
  }) => {
    await page.goto("guards/");
    const found = await page.locator("details.guard").evaluateAll((rows) =>
      rows.map((row) => ({
        guard: row.querySelector("h3 code")?.textContent ?? "",
        asks: [...row.querySelectorAll("p + pre")].map(({ textContent }) => textContent ?? ""),
        changes: [...row.querySelectorAll("figure.as-c")].map((figure) => figure.querySelectorAll("del, ins").length),
      })),
    );
    expect(found.map(({ guard }) => guard).sort()).toEqual(Object.keys(GUARDS).sort());
    for (const { guard, asks, changes } of found) {
      expect(asks.length, guard).toBeGreaterThan(0);
      for (const text of asks) expect(text).toContain(`"${guard}"`);
      for (const count of changes) expect(count, guard).toBeGreaterThan(0);
    }
    expect(found.filter(({ changes }) => changes.length > 0).length).toBeGreaterThan(found.length * 0.9);
    const gone = page.locator("del").filter({ hasText: "folio_test_movable" });
    const c = page.locator("figure.as-c").filter({ has: gone }).first();
    // The row of its guard, and in it the code.
    for (const folded of await c.locator("xpath=ancestor::details").all())
      await folded.locator(":scope > summary").click();
    await expect(c).toBeVisible();
    await choice(page).selectOption("TypeScript");
    await expect(c).toBeHidden();
  });

  test("a kata’s patch stands below it as C", async ({ page }) => {
    await page.goto("katas/");
    await page.locator("[data-kata]").first().locator("xpath=ancestor::li").getByRole("link").first().click();
    await page.getByText("The patch as C").click();
    await expect(page.locator("figure.as-c").first()).toContainText(C_TITLE);
    await expect(page.locator("figure.as-c :is(del, ins)")).not.toHaveCount(0);
    await choice(page).selectOption("TypeScript");
    await expect(page.getByText("The patch as C")).toBeHidden();
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
