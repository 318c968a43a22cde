// The game in a browser: a level is broken by hand, another one is made to hold, and what was won is kept, whatever others store there.

import { expect, type Locator, type Page, test } from "@playwright/test";
import { must } from "../../src/engine/must.ts";
import { parOf } from "../../src/knowledge/game/par.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { LEVELS } from "../knowledge/game/levels.ts";
import { tabTo } from "./keys.ts";
import { expectFine, LOOKS, PHONE, SMALL_PHONE } from "./looks.ts";
import { visit } from "./visit.ts";

const KEY = "movable-eras:game";
const BREAK = must(
  LEVELS.find(({ goal }) => goal === "break"),
  "level",
);
const HOLD = must(
  LEVELS.find(({ goal }) => goal === "hold"),
  "level",
);

const stored = (page: Page) => page.evaluate((key) => localStorage.getItem(key), KEY);
const step = (page: Page, actor: number) => page.getByRole("button", { name: /^Let .* take a step$/ }).nth(actor);
const status = (page: Page) => page.locator(".game").getByRole("status");

test("a level is broken by hand, with the keyboard alone, and kept", async ({ page }) => {
  await visit(page, `game/${BREAK.id}/`);
  const { choices = [], par } = must(parOf(BREAK, findScenario(BREAK.scenario)), "par");
  for (const actor of choices) {
    await tabTo(page, step(page, actor));
    await page.keyboard.press("Enter");
  }
  await expect(status(page)).toContainText("You broke it");
  await expect(status(page)).toContainText(BREAK.shows);
  expect(JSON.parse((await stored(page)) ?? "")).toEqual({ [BREAK.id]: par });
  await page.goto("game/");
  await expect(page.locator(`[data-level=${BREAK.id}]`)).toHaveText(`won with ${par}`);
});

test("an order that ends well wins nothing, and can be taken back", async ({ page }) => {
  await visit(page, `game/${BREAK.id}/`);
  for (const actor of [0, 1]) {
    while ((await step(page, actor).getAttribute("aria-disabled")) !== "true") await step(page, actor).click();
  }
  await expect(status(page)).toContainText("That was harmless.");
  expect(await stored(page)).toBeNull();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(status(page)).toBeEmpty();
});

test("checks are put back until no order goes wrong", async ({ page }) => {
  await visit(page, `game/${HOLD.id}/`);
  const tryAll = page.getByRole("button", { name: "Try every order" });
  await tryAll.click();
  await expect(page.getByText("Not yet.")).toBeVisible();
  await expect(page.getByRole("list", { name: "An order that goes wrong" })).toBeVisible();
  for (const guard of must(parOf(HOLD, findScenario(HOLD.scenario))?.back, "checks")) {
    await page.getByRole("checkbox", { name: new RegExp(`^${guard} `) }).check();
  }
  await tryAll.click();
  await expect(status(page)).toContainText("It holds");
  expect(JSON.parse((await stored(page)) ?? "")).toEqual({ [HOLD.id]: HOLD.par });
});

for (const text of [
  "{",
  "[]",
  '{"<img src=x>":1}',
  `{"${BREAK.id}":-1}`,
  `{"${BREAK.id}":"won"}`,
  " ".repeat(20_000),
]) {
  test(`what others stored does no harm: ${text.slice(0, 20).trim()}`, async ({ page }) => {
    await page.goto("game/");
    await page.evaluate(([key, value]) => localStorage.setItem(key, value), [KEY, text] as const);
    await page.reload();
    await expect(page.locator("[data-level]").first()).toBeEmpty();
    await visit(page, `game/${BREAK.id}/`);
    await expect(page.locator(".game-goal")).not.toContainText("your best");
  });
}

test("leads there from the first page and from the path", async ({ page }) => {
  for (const path of ["./", "onboarding/"]) {
    await page.goto(path);
    await expect(
      page
        .locator("main")
        .getByRole("link", { name: /game of races/i })
        .first(),
    ).toHaveAttribute("href", /\/game\/$/);
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a level says what to run instead", async ({ page }) => {
    await page.goto(`game/${BREAK.id}/`);
    await expect(page.getByText(`npm run -s eras -- explore ${BREAK.scenario}`)).toBeVisible();
    await expect(step(page, 0)).toBeHidden();
  });
});

for (const viewport of [PHONE, SMALL_PHONE]) {
  test(`at ${viewport.width} × ${viewport.height} the goal and the buttons stay in sight, at every step and beside the code`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport);
    await visit(page, `game/${BREAK.id}/`);
    const inSight = async (part: Locator) => {
      const { y, height } = must(await part.boundingBox(), "box");
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y + height).toBeLessThanOrEqual(viewport.height);
      return height;
    };
    const { choices = [] } = must(parOf(BREAK, findScenario(BREAK.scenario)), "par");
    const panel = (name: string) => page.getByRole("button", { name, exact: true });
    for (const actor of choices) {
      await step(page, actor).click();
      for (const name of ["Code", "Steps"]) {
        await panel(name).click();
        await expect(panel(name)).toHaveAttribute("aria-pressed", "true");
        for (const each of [0, 1]) expect(await inSight(step(page, each))).toBeGreaterThanOrEqual(44);
        await inSight(page.locator(".game-goal"));
      }
      await inSight(page.getByRole("list", { name: "Steps taken" }).getByRole("listitem").last());
    }
    await inSight(status(page).getByRole("link"));
  });
}

for (const look of LOOKS) {
  test.describe(`at ${look.viewport.width} px in the ${look.colorScheme}`, () => {
    test.use(look);

    test("each level is accessible, and no wider than the window", async ({ page }) => {
      for (const { id, goal } of [BREAK, HOLD]) {
        await visit(page, `game/${id}/`);
        if (goal === "break") await step(page, 0).click();
        await expectFine(page, id);
      }
    });
  });
}
