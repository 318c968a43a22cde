// Predicting in a browser: right and wrong are what the model says, and nothing of the next step is shown before.

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findEra } from "../../models/index.ts";
import { questionsFor } from "../../src/predict/questions.ts";
import { execute } from "../../src/run/execute.ts";
import { findScenario } from "../../src/scenario/files.ts";
import { changesIn } from "../../src/trace/text.ts";
import { violations } from "./axe.ts";
import { launch } from "./chromium.ts";
import { choose, openMode } from "./modes.ts";

const RACE = "isolate-races-deflate";
const { era, release } = findEra("mops") as NonNullable<ReturnType<typeof findEra>>;
const trace = execute(findScenario(RACE), era, release);

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
});
afterEach(() => page.close());
afterAll(() => browser.close());

const options = () => page.locator(".predict-ask li button");

describe("predict", () => {
  it("counts what is right and what is wrong, and shows the step when all of it is answered", async () => {
    page = await openMode(browser, RACE, "Predict");
    await choose(page, "mops@6.16");
    let [right, asked] = [0, 0];
    for (let at = 0; at < 6; at++) {
      for (const { ask, options: all, answer } of questionsFor(trace, at)) {
        expect(await page.getByRole("group", { name: ask }).count()).toBe(1);
        expect(await options().allInnerTexts()).toEqual(all.map((text, number) => `${number + 1} ${text}`));
        const isRight = (at + asked) % 3 !== 0;
        await options()
          .nth(isRight ? answer : (answer + 1) % all.length)
          .click();
        asked++;
        if (isRight) right++;
        expect(await page.getByText(isRight ? "Right." : `No. It is: ${all[answer]}.`).count()).toBe(1);
        expect(await page.getByText(`${right} of ${asked} right so far.`).count()).toBe(1);
        await page.getByRole("button", { name: "Go on" }).click();
      }
      const told = await page.locator(".race-verdict").textContent();
      for (const change of changesIn(trace.steps[at] as (typeof trace.steps)[number])) expect(told).toContain(change);
      await page.getByRole("button", { name: "Next step" }).click();
    }
    expect(right).toBeLessThan(asked);
    expect(right).toBeGreaterThan(0);
  });

  it("takes an answer once", async () => {
    page = await openMode(browser, RACE, "Predict");
    await options().nth(0).click();
    await options().nth(1).dispatchEvent("click");
    expect(await page.getByText(/of 1 right so far/).count()).toBe(1);
  });

  it("opens the step in the player", async () => {
    page = await openMode(browser, RACE, "Predict");
    while ((await options().count()) > 0) {
      await options().first().click();
      await page.getByRole("button", { name: "Go on" }).click();
    }
    await page.getByRole("button", { name: "See it in the player" }).click();
    await page.getByRole("region", { name: "Player" }).waitFor();
  });

  it("needs no mouse", async () => {
    page = await openMode(browser, RACE, "Watch");
    await page.getByRole("tab", { name: "Watch" }).focus();
    await page.keyboard.press("ArrowLeft");
    await options().first().waitFor();
    await options().first().focus();
    // Whatever is pressed has the next thing to press after it.
    for (let presses = 0; presses < 30 && !(await page.getByText(/^Step 2 of/).isVisible()); presses++) {
      await page.keyboard.press("Enter");
    }
    await options().first().waitFor();
    await page.keyboard.press("2");
    await page.getByRole("button", { name: "Go on" }).waitFor();
  });

  it.each([
    { width: 1440, colorScheme: "light" },
    { width: 390, colorScheme: "dark" },
  ] as const)("is accessible and fits at $width px in the $colorScheme", async ({ width, colorScheme }) => {
    page = await openMode(browser, RACE, "Predict", { viewport: { width, height: 844 }, colorScheme });
    expect(await violations(page)).toEqual([]);
    await options().first().click();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});
