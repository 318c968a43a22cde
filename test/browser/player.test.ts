// The player in use: jumps, keys, a phone, reduced motion, no scripts, and links.

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { differs } from "../../src/compare/lineup.ts";
import { open as openSession } from "../../src/player/session.ts";
import { findScenario } from "../../src/scenario/files.ts";
import { violations } from "./axe.ts";
import { launch } from "./chromium.ts";

const ID = "isolate-races-deflate";
/** The machine may be busy with other tests. */
const PATIENCE = { timeout: 20_000 };
const KERNELS = ["aops@5.10", "mops@6.16", "flags@6.17"];
const { rows } = openSession({ scenario: findScenario(ID), kernels: KERNELS, without: [], choices: null, step: 0 });

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
});
afterEach(() => page.close());
afterAll(() => browser.close());

async function visit(options: BrowserContextOptions = {}, hash = "", id = ID): Promise<void> {
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  await page.goto(`${inject("url")}scenarios/${id}/${hash}`, { waitUntil: "networkidle" });
}

const steps = () => page.getByRole("region", { name: "Steps" });
const at = () => page.getByRole("slider").evaluate((slider) => (slider as HTMLInputElement).valueAsNumber);
const sentence = () => page.locator(".sentence").textContent();

/** The steps that a key leads to, until it leads nowhere. */
async function follow(key: string): Promise<number[]> {
  const seen: number[] = [];
  for (let before = await at(); ; before = seen.at(-1) as number) {
    await page.keyboard.press(key);
    const now = await at();
    if (now === before) return seen;
    seen.push(now);
  }
}

describe("with the keyboard alone", () => {
  it("goes to every difference between the eras, and to every change of a chosen word", async () => {
    await visit();
    await steps().focus();
    const different = rows.flatMap((row, index) => (differs(row) ? index + 1 : []));
    expect(await follow("n")).toEqual(different);
    expect(await follow("p")).toEqual(different.toReversed().slice(1));
    const word = "page 0 _refcount";
    await page.getByLabel("Word to follow").selectOption(word);
    await steps().focus();
    await page.keyboard.press("Home");
    const changes = rows.flatMap(({ cells }, index) =>
      cells.some((cell) => cell?.writes.some(({ object, field }) => `${object} ${field}` === word)) ? index + 1 : [],
    );
    expect(await follow("w")).toEqual(changes);
    expect(await follow("Shift+W")).toEqual(changes.toReversed().slice(1));
  });

  it("is reached with Tab, steps with arrows, and says what happened", async () => {
    await visit();
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      if (await steps().evaluate((region) => region === document.activeElement)) break;
    }
    await page.keyboard.press("End");
    await expect.poll(at).toBe(rows.length);
    await page.keyboard.press("ArrowUp");
    await expect.poll(at).toBe(rows.length - 1);
    const { actor, what } = rows[rows.length - 2] as (typeof rows)[number];
    expect((await sentence())?.toLowerCase()).toContain(`${actor} ${what}`.toLowerCase());
    expect(await page.locator("[aria-current=step] button").textContent()).toContain(rows[rows.length - 2]?.step);
    expect(await page.locator(".sentence").getAttribute("aria-live")).toBe("polite");
  });

  it("lists its keys", async () => {
    await visit();
    await steps().focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("leaves the keys alone where something else has the focus", async () => {
    await visit();
    await page.getByLabel("Word to follow").focus();
    for (const key of ["n", "ArrowRight", "End", " "]) await page.keyboard.press(key);
    await page.keyboard.press("Escape");
    expect(await at()).toBe(0);
  });
});

describe("a state of the player", () => {
  it.each(["light", "dark"] as const)(
    "is accessible in the %s: in the middle, with everything open, and at the end",
    async (colorScheme) => {
      await visit({ colorScheme });
      await steps().focus();
      for (const key of ["n", "n", "End"]) {
        await page.keyboard.press(key);
        await page.evaluate(() =>
          document.querySelectorAll(".player details:not([open]) summary").forEach((each) => {
            (each as HTMLElement).click();
          }),
        );
        expect(await violations(page)).toEqual([]);
      }
    },
  );

  it("with a guard left out says what is broken, names the invariant, and is accessible", async () => {
    await visit({}, "#g=balloon:count-back&p=999", "balloon-compaction");
    await page.locator(".broken").first().waitFor();
    expect(await page.locator(".broken").first().textContent()).toMatch(/^I-9 is broken\. I-9 \(.*isolated_pages/);
    expect(await violations(page)).toEqual([]);
  });

  it("comes back with the address", async () => {
    await visit();
    await steps().focus();
    await page.keyboard.press("n");
    const there = [await at(), await sentence()];
    await page.waitForURL(/#.*p=\d+/);
    await page.reload({ waitUntil: "networkidle" });
    await expect.poll(async () => [await at(), await sentence()], PATIENCE).toEqual(there);
    expect(await page.getByRole("region", { name: "About the link" }).count()).toBe(0);
  });

  it("says of a link that makes no sense what is wrong with it", async () => {
    await visit({}, "#p=minus&e=hurd&v=00000000");
    await expect
      .poll(() => page.getByRole("region", { name: "About the link" }).textContent(), PATIENCE)
      .toMatch(/hurd[\s\S]*00000000|00000000[\s\S]*hurd/);
    expect(await at()).toBe(0);
  });

  it("has the guards of the lines beside the code: out, and back, at the same step", async () => {
    await visit();
    const told = page.locator(".race-guards summary strong");
    const recheck = rows.findIndex(({ step }) => step === "isolate:recheck") + 1;
    await page.getByRole("slider").fill(String(recheck));
    const guard = page
      .getByRole("article", { name: "mops@6.16" })
      .getByRole("checkbox", { name: "isolate:recheck", exact: true });
    await guard.click();
    expect([await told.textContent(), await at()]).toEqual(["without isolate:recheck", recheck]);
    expect(await violations(page)).toEqual([]);
    await guard.click();
    expect([await told.textContent(), await at()]).toEqual(["all in place", recheck]);
  });

  it("shows other kernels, and fewer", async () => {
    await visit();
    await page.getByLabel("Kernel of column 2").selectOption("mops@6.1");
    await page.getByRole("button", { name: "Take flags@6.17 away" }).click();
    const shown = await page
      .locator("article")
      .evaluateAll((columns) => columns.map((column) => column.dataset.kernel));
    expect(shown).toEqual(["aops@5.10", "mops@6.1"]);
  });
});

describe("autoplay", () => {
  it.each(["reduce", "no-preference"] as const)(
    "steps to the end by itself, moves nothing, and can be paused (motion: %s)",
    async (reducedMotion) => {
      await visit({ reducedMotion });
      await page.getByLabel("Speed").selectOption("5");
      await steps().focus();
      await page.keyboard.press(" ");
      await expect.poll(at, PATIENCE).toBeGreaterThan(1);
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
      await page.keyboard.press(" ");
      const paused = await at();
      await page.waitForTimeout(500);
      expect(await at()).toBe(paused);
      await page.getByRole("slider").fill(String(rows.length - 1));
      await page.getByRole("button", { name: "Play" }).click();
      await expect.poll(at, PATIENCE).toBe(rows.length);
      // From the end it starts over.
      await page.getByRole("button", { name: "Play" }).click();
      expect(await at()).toBeLessThan(rows.length);
      await page.getByRole("button", { name: "Pause" }).click();
    },
  );
});

describe("on a phone", () => {
  it("shows one era at a time, and the others on request", async () => {
    await visit({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    const visible = () =>
      page
        .locator("article")
        .evaluateAll((all) => all.filter((each) => each.checkVisibility()).map(({ dataset }) => dataset.era));
    expect(await visible()).toEqual(["aops"]);
    await page.getByRole("button", { name: "flags@6.17", exact: true }).click();
    expect(await visible()).toEqual(["flags"]);
    await page.getByRole("button", { name: "To the end" }).click();
    expect(await at()).toBe(rows.length);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await violations(page)).toEqual([]);
  });

  it("brings the lane of each step into sight, however many actors there are", async () => {
    await visit({ viewport: { width: 390, height: 844 } }, "", "allocator-must-not-wait");
    const isCovered = () =>
      steps().evaluate((region) => {
        const right = region.querySelector("[aria-current=step] button")?.getBoundingClientRect().right ?? 0;
        return right > (region.querySelector(".mark")?.getBoundingClientRect().left ?? 0) + 1;
      });
    for (const step of ["42", "43", "1"]) {
      await page.getByRole("slider").fill(step);
      expect(await isCovered(), step).toBe(false);
    }
  });
});

describe("the still version", () => {
  it("is the table of the run where there are no scripts, and on paper", async () => {
    const isStill = async () => {
      for (const dead of [".player", ".mode-tabs", ".copy-link"])
        expect(await page.locator(dead).first().isVisible(), dead).toBe(false);
      expect(await page.getByRole("columnheader", { name: /^flags/ }).isVisible()).toBe(true);
    };
    await visit({ javaScriptEnabled: false });
    await isStill();
    await page.close();
    await visit();
    await page.emulateMedia({ media: "print" });
    await isStill();
  });
});
