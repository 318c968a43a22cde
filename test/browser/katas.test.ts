// A kata in a browser: failed, helped by a hint, and passed; with the mouse, and with keys alone.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { violations } from "./axe.ts";
import { launch } from "./chromium.ts";

const KEY = "movable-eras:katas";

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
});
afterEach(() => page.close());
afterAll(() => browser.close());

async function open(id: string, options: Parameters<Browser["newPage"]>[0] = {}): Promise<void> {
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  page.setDefaultTimeout(30_000);
  await page.goto(`${inject("url")}katas/${id}/`);
  // Before its script has come, nothing answers.
  await page.locator("astro-island:not([ssr]) .kata").waitFor();
}

const line = (text: string) => page.getByRole("radio", { name: text });
const answer = () => page.getByLabel("What goes wrong?");
const button = (name: string | RegExp) => page.getByRole("button", { name });
const verdict = () => page.locator(".kata-verdict");
const kept = () => page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "null"), KEY);

describe("a kata", () => {
  it("is failed, takes a hint, is passed, and the list of katas knows", async () => {
    await open("needless-tests");
    // Not before both halves are there.
    await button("Check").dispatchEvent("click");
    await page.getByText("Mark a line, or that there is none").waitFor();
    await line("removed:").first().check();
    await answer().selectOption("deadlock");
    await button("Check").click();
    await page.getByText("Not yet.").waitFor();
    expect(await verdict().textContent()).toContain("Put back alone, this line mends nothing");
    expect(await kept()).toEqual({ "needless-tests": "tried" });

    await button("Give me a hint").click();
    await page.getByText("Where do the mark of a movable page and the list of a slab live?").waitFor();
    await answer().selectOption("list-corruption");
    expect(await verdict().count()).toBe(0);
    await button("Check").click();
    await page.getByText("Half of it is right.").waitFor();
    await line("removed:").last().check();
    await button("Check").click();
    await page.getByText("Passed.").waitFor();
    expect(await kept()).toEqual({ "needless-tests": "passed" });

    await page.getByRole("link", { name: "What became of the patch" }).click();
    await page.getByText("if you revert the one, revert the other").waitFor();
    await page.goto(`${inject("url")}katas/`);
    await expect.poll(() => page.locator("[data-kata=needless-tests]").textContent()).toBe("passed");
    expect(await page.locator("[data-kata=dead-check]").isVisible()).toBe(false);
  });

  it("leads to the run that goes wrong", async () => {
    await open("page-lock-is-held");
    await line("added:").first().check();
    await answer().selectOption("deadlock");
    await button("Check").click();
    await page.getByRole("link", { name: "Watch it happen in the player" }).click();
    await page.getByRole("region", { name: "Player" }).waitFor();
    await page.getByText("without isolated:atomic").first().waitFor();
    expect(await page.getByText("deadlock").count()).toBeGreaterThan(0);
  });

  it("needs no mouse, and takes a patch that is right for right", async () => {
    await open("dead-check");
    await page.getByRole("radio").first().focus();
    // From the first line backwards: that is the last one.
    await page.keyboard.press("ArrowUp");
    expect(await page.getByRole("radio", { name: "None: nothing goes wrong" }).isChecked()).toBe(true);
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    expect(await answer().inputValue()).toBe("harmless");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Passed.").waitFor();
    await page.getByRole("link", { name: "Run it in the player" }).waitFor();
  });

  it("forgets what it was asked when it is cancelled", async () => {
    await open("own-lock");
    await line("added:").first().check();
    await answer().selectOption("BUG");
    await button("Check").click();
    await button("Cancel").click();
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

  it("does not trust what is stored", async () => {
    for (const stored of [
      "{",
      "[]",
      "null",
      '{"dead-check":"<img src=x>"}',
      '{"__proto__":"passed"}',
      `"${"x".repeat(20_000)}"`,
    ]) {
      page = await browser.newPage();
      await page.addInitScript(([key, value]) => localStorage.setItem(key as string, value as string), [KEY, stored]);
      const errors: string[] = [];
      page.on("pageerror", ({ message }) => errors.push(message));
      await page.goto(`${inject("url")}katas/`);
      expect((await page.locator("[data-kata]").allTextContents()).join("")).toBe("");
      expect(errors).toEqual([]);
      await page.close();
    }
    await open("dead-check");
  });

  it.each([
    { width: 1440, colorScheme: "light" },
    { width: 390, colorScheme: "dark" },
  ] as const)("is accessible and fits at $width px in the $colorScheme", async ({ width, colorScheme }) => {
    await open("look-it-up", { viewport: { width, height: 844 }, colorScheme });
    await line("added:").last().check();
    await answer().selectOption("another end");
    await button("Give me a hint").click();
    await button("Check").click();
    await verdict().waitFor();
    await page.getByText("The answer, and what became of the patch").click();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  it("shows claim, patch and answer without scripts", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    page = await context.newPage();
    await page.goto(`${inject("url")}katas/dead-check/`);
    expect(await page.locator(".kata-gone").count()).toBeGreaterThan(0);
    expect(await page.getByRole("radio").first().isVisible()).toBe(false);
    await page.getByText("The answer, and what became of the patch").click();
    await page.getByText("The claim holds.", { exact: false }).waitFor();
    await context.close();
    page = await browser.newPage();
  });
});
