// Predicting in a browser: right and wrong are what the model says, and nothing of the next step is shown before.

import { expect, type Page } from "@playwright/test";
import { findEra } from "../../models/index.ts";
import { must } from "../../src/engine/must.ts";
import { execute } from "../../src/engine/run/execute.ts";
import { changesIn } from "../../src/engine/trace/text.ts";
import { questionsFor } from "../../src/knowledge/predict/questions.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { expectFine, LOOKS } from "./looks.ts";
import { choose, openMode } from "./modes.ts";
import { test } from "./tab.ts";

const RACE = "isolate-races-deflate";
const { era, release } = must(findEra("mops"), "kernel mops");
const trace = execute(findScenario(RACE), era, release);

const quoted = (text = "") => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
const options = (page: Page) => page.locator(".predict-ask li button");

test.describe("predict", () => {
  test("counts what is right and what is wrong, and shows the step when all of it is answered", async ({ page }) => {
    await openMode(page, RACE, "Predict");
    await choose(page, "mops@6.16");
    let [right, asked] = [0, 0];
    for (let at = 0; at < 6; at++) {
      for (const { ask, options: all, answer } of questionsFor(trace, at)) {
        await expect(page.getByRole("group", { name: ask })).toHaveCount(1);
        await expect(options(page)).toHaveText(all.map((text, number) => `${number + 1} ${text}`));
        const isRight = (at + asked) % 3 !== 0;
        await options(page)
          .nth(isRight ? answer : (answer + 1) % all.length)
          .click();
        asked++;
        if (isRight) right++;
        await expect(page.locator(".predict-ask > p")).toHaveText(
          isRight ? "Right." : new RegExp(`^No\\. It is: ${quoted(all[answer])}\\. \\S`),
        );
        await expect(page.getByText(`${right} of ${asked} right so far.`)).toHaveCount(1);
        await page.getByRole("button", { name: "Go on" }).click();
      }
      const told = await page.locator(".race-verdict").textContent();
      for (const change of changesIn(must(trace.steps[at], "such step"))) expect(told).toContain(change);
      await page.getByRole("button", { name: "Next step" }).click();
    }
    expect(right).toBeLessThan(asked);
    expect(right).toBeGreaterThan(0);
  });

  test("takes an answer once", async ({ page }) => {
    await openMode(page, RACE, "Predict");
    await options(page).nth(0).click();
    await options(page).nth(1).dispatchEvent("click");
    await expect(page.getByText(/of 1 right so far/)).toHaveCount(1);
  });

  test("opens the step in the player", async ({ page }) => {
    await openMode(page, RACE, "Predict");
    while ((await options(page).count()) > 0) {
      await options(page).first().click();
      await page.getByRole("button", { name: "Go on" }).click();
    }
    await page.getByRole("button", { name: "See it in the player" }).click();
    await page.getByRole("region", { name: "Lanes" }).waitFor();
  });

  test("needs no mouse", async ({ page }) => {
    await openMode(page, RACE, "Watch");
    await page.getByRole("tab", { name: "Watch" }).focus();
    await page.keyboard.press("ArrowLeft");
    await options(page).first().waitFor();
    await options(page).first().focus();
    // Whatever is pressed has the next thing to press after it.
    for (let presses = 0; presses < 30 && !(await page.getByText(/^Step 2 of/).isVisible()); presses++) {
      await page.keyboard.press("Enter");
    }
    await options(page).first().waitFor();
    await page.keyboard.press("2");
    await page.getByRole("button", { name: "Go on" }).waitFor();
  });

  for (const look of LOOKS) {
    test.describe(`at ${look.viewport.width} px in the ${look.colorScheme}`, () => {
      test.use(look);

      test("is accessible and fits", async ({ page }) => {
        await openMode(page, RACE, "Predict");
        await expectFine(page);
        await options(page).first().click();
        await expectFine(page);
      });
    });
  }
});
