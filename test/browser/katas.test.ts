import { expect, type Page } from "@playwright/test";
import { answer, line } from "./kata.ts";
import { expectFine, LOOKS } from "./looks.ts";
import { test } from "./tab.ts";
import { visit } from "./visit.ts";

const KEY = "movable-eras:katas";

const open = (page: Page, id: string) => visit(page, `katas/${id}/`);

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const verdict = (page: Page) => page.locator(".kata-verdict");
const kept = (page: Page) => page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "null"), KEY);

test.describe("a kata", () => {
  test("is failed, takes a hint, is passed, and the list of katas knows", async ({ page }) => {
    await open(page, "needless-tests");
    // Not before both halves are there.
    await button(page, "Check").dispatchEvent("click");
    await page.getByText("Mark a line, or that there is none").waitFor();
    await line(page, "removed:").first().check();
    await answer(page, "deadlock");
    await button(page, "Check").click();
    await page.getByText("Not yet.").waitFor();
    await expect(verdict(page)).toContainText("Put back alone, this line mends nothing");
    expect(await kept(page)).toEqual({ "needless-tests": "tried" });

    await button(page, "Give me a hint").click();
    await page.getByText("Where do the mark of a movable page and the list of a slab live?").waitFor();
    await answer(page, "list-corruption");
    await expect(verdict(page)).toHaveCount(0);
    await button(page, "Check").click();
    await page.getByText("Half of it is right.").waitFor();
    await line(page, "removed:").last().check();
    await button(page, "Check").click();
    await page.getByText("Passed.").waitFor();
    expect(await kept(page)).toEqual({ "needless-tests": "passed" });

    await page.getByRole("link", { name: "What became of the patch" }).click();
    await page.getByText("if you revert the one, revert the other").waitFor();
    await page.goto("katas/");
    await expect(page.locator("[data-kata=needless-tests]")).toHaveText("passed");
    await expect(page.locator("[data-kata=dead-check]")).toBeHidden();
  });

  test("leads to the run that goes wrong", async ({ page }) => {
    await open(page, "page-lock-is-held");
    await line(page, "added:").first().check();
    await answer(page, "deadlock");
    await button(page, "Check").click();
    await page.getByRole("link", { name: "Watch it happen in the player" }).click();
    await page.getByRole("region", { name: "Lanes" }).waitFor();
    await page.getByText("without isolated:atomic").first().waitFor();
    await expect(page.getByText("deadlock")).not.toHaveCount(0);
  });

  test("needs no mouse, and takes a patch that is right for right", async ({ page }) => {
    await open(page, "dead-check");
    await page.getByRole("radio").first().focus();
    // From the first line backwards: that is the last one.
    await page.keyboard.press("ArrowUp");
    await expect(page.getByRole("radio", { name: "None: nothing goes wrong" })).toBeChecked();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await expect(page.getByLabel("What goes wrong?")).toHaveValue("Nothing breaks");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await expect(page.getByLabel("What exactly?")).toHaveValue("harmless");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Passed.").waitFor();
    await page.getByRole("link", { name: "Run it in the player" }).waitFor();
  });

  test("forgets what it was asked when it is cancelled", async ({ page }) => {
    await open(page, "own-lock");
    await line(page, "added:").first().check();
    await answer(page, "BUG");
    await button(page, "Check").click();
    await button(page, "Cancel").click();
    await page.getByText("Cancelled.").waitFor();
    // Asked anew at once, while the explorer has not heard of the cancelling yet.
    await page.evaluate(async () => {
      const [check, cancel] = [...document.querySelectorAll<HTMLButtonElement>(".kata-controls button")];
      for (const each of [check, cancel, check]) {
        each?.click();
        await new Promise((resolve) => setTimeout(resolve));
      }
    });
    await page.getByText("Passed.").waitFor();
  });

  test("does not trust what is stored", async ({ page }) => {
    const errors: string[] = [];
    page.on("pageerror", ({ message }) => errors.push(message));
    await page.goto("katas/");
    for (const stored of [
      "{",
      "[]",
      "null",
      '{"dead-check":"<img src=x>"}',
      '{"__proto__":"passed"}',
      `"${"x".repeat(20_000)}"`,
    ]) {
      await page.evaluate(([key, value]) => localStorage.setItem(key, value), [KEY, stored] as const);
      await page.reload();
      await expect(page.locator("[data-kata]", { hasText: /\S/ })).toHaveCount(0);
      expect(errors).toEqual([]);
    }
  });

  for (const look of LOOKS) {
    test.describe(`at ${look.viewport.width} px in the ${look.colorScheme}`, () => {
      test.use(look);

      test("is accessible and fits", async ({ page }) => {
        await open(page, "look-it-up");
        await line(page, "added:").last().check();
        await answer(page, "another end");
        await button(page, "Give me a hint").click();
        await button(page, "Check").click();
        await verdict(page).waitFor();
        await page.getByText("The answer, and what became of the patch").click();
        await expectFine(page);
      });
    });
  }

  test.describe("without scripts", () => {
    test.use({ javaScriptEnabled: false });

    test("shows claim, patch and answer", async ({ page }) => {
      await page.goto("katas/dead-check/");
      await expect(page.locator(".kata-gone")).not.toHaveCount(0);
      await expect(page.getByRole("radio").first()).toBeHidden();
      await page.getByText("The answer, and what became of the patch").click();
      await page.getByText("The claim holds.", { exact: false }).waitFor();
    });
  });
});
