// The player in use: jumps, keys, a phone, reduced motion, no scripts, and links.

import { expect, type Page, test } from "@playwright/test";
import { differs } from "../../src/engine/compare/lineup.ts";
import { open as openSession } from "../../src/engine/compare/session.ts";
import { must } from "../../src/engine/must.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { violations } from "./axe.ts";
import { tabTo } from "./keys.ts";
import { expectFine, PHONE } from "./looks.ts";
import { visit } from "./visit.ts";

const ID = "isolate-races-deflate";
const KERNELS = ["aops@5.10", "mops@6.16", "flags@6.17"];
const { rows } = openSession({ scenario: findScenario(ID), kernels: KERNELS, without: [], choices: null, step: 0 });

const open = (page: Page, hash = "", id = ID) => visit(page, `scenarios/${id}/${hash}`);

const steps = (page: Page) => page.getByRole("region", { name: "Steps" });
const at = (page: Page) => page.getByRole("slider").evaluate((slider) => (slider as HTMLInputElement).valueAsNumber);
const sentence = (page: Page) => page.locator(".sentence").textContent();

/** The steps that a key leads to, until it leads nowhere. */
async function follow(page: Page, key: string): Promise<number[]> {
  const seen: number[] = [];
  for (let before = await at(page); ; before = must(seen.at(-1), "place seen last")) {
    await page.keyboard.press(key);
    const now = await at(page);
    if (now === before) return seen;
    seen.push(now);
  }
}

test.describe("with the keyboard alone", () => {
  test("goes to every difference between the eras, and to every change of a chosen word", async ({ page }) => {
    await open(page);
    await steps(page).focus();
    const different = rows.flatMap((row, index) => (differs(row) ? index + 1 : []));
    expect(await follow(page, "n")).toEqual(different);
    expect(await follow(page, "p")).toEqual(different.toReversed().slice(1));
    const word = "page 0 _refcount";
    await page.getByLabel("Word to follow").selectOption(word);
    await steps(page).focus();
    await page.keyboard.press("Home");
    const changes = rows.flatMap(({ cells }, index) =>
      cells.some((cell) => cell?.writes.some(({ object, field }) => `${object} ${field}` === word)) ? index + 1 : [],
    );
    expect(await follow(page, "w")).toEqual(changes);
    expect(await follow(page, "Shift+W")).toEqual(changes.toReversed().slice(1));
  });

  test("is reached with Tab, steps with arrows, and says what happened", async ({ page }) => {
    await open(page);
    await tabTo(page, steps(page));
    await page.keyboard.press("End");
    await expect.poll(() => at(page)).toBe(rows.length);
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => at(page)).toBe(rows.length - 1);
    const { actor, what, step } = must(rows.at(-2), "row before the last");
    expect((await sentence(page))?.toLowerCase()).toContain(`${actor} ${what}`.toLowerCase());
    await expect(page.locator("[aria-current=step] button")).toContainText(step);
    await expect(page.locator(".sentence")).toHaveAttribute("aria-live", "polite");
  });

  test("lists its keys", async ({ page }) => {
    await open(page);
    await steps(page).focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  test("leaves the keys alone where something else has the focus", async ({ page }) => {
    await open(page);
    await page.getByLabel("Word to follow").focus();
    for (const key of ["n", "ArrowRight", "End", " "]) await page.keyboard.press(key);
    await page.keyboard.press("Escape");
    expect(await at(page)).toBe(0);
  });
});

test.describe("a state of the player", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`is accessible in the ${colorScheme}: in the middle, with everything open, and at the end`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await open(page);
      await steps(page).focus();
      for (const key of ["n", "n", "End"]) {
        await page.keyboard.press(key);
        await page.evaluate(() =>
          document.querySelectorAll(".player details:not([open]) summary").forEach((each) => {
            (each as HTMLElement).click();
          }),
        );
        expect(await violations(page)).toEqual([]);
      }
    });
  }

  test("with a guard left out says what is broken, names the invariant, and is accessible", async ({ page }) => {
    await open(page, "#g=balloon:count-back&p=999", "balloon-compaction");
    await page.locator(".broken").first().waitFor();
    await expect(page.locator(".broken").first()).toHaveText(/^I-9 is broken\. I-9 \(.*isolated_pages/);
    expect(await violations(page)).toEqual([]);
  });

  test("comes back with the address", async ({ page }) => {
    await open(page);
    await steps(page).focus();
    await page.keyboard.press("n");
    const there = [await at(page), await sentence(page)];
    await page.waitForURL(/#.*p=\d+/);
    await page.reload();
    await expect.poll(async () => [await at(page), await sentence(page)]).toEqual(there);
    await expect(page.getByRole("region", { name: "About the link" })).toHaveCount(0);
  });

  test("says of a link that makes no sense what is wrong with it", async ({ page }) => {
    await open(page, "#p=minus&e=hurd&v=00000000");
    await expect(page.getByRole("region", { name: "About the link" })).toHaveText(
      /hurd[\s\S]*00000000|00000000[\s\S]*hurd/,
    );
    expect(await at(page)).toBe(0);
  });

  test("has the guards of the lines beside the code: out, and back, at the same step", async ({ page }) => {
    await open(page);
    const told = page.locator(".race-guards summary strong");
    const recheck = rows.findIndex(({ step }) => step === "isolate:recheck") + 1;
    await page.getByRole("slider").fill(String(recheck));
    const guard = page
      .getByRole("article", { name: "mops@6.16" })
      .getByRole("checkbox", { name: "isolate:recheck", exact: true });
    await guard.click();
    expect([await told.textContent(), await at(page)]).toEqual(["without isolate:recheck", recheck]);
    expect(await violations(page)).toEqual([]);
    await guard.click();
    expect([await told.textContent(), await at(page)]).toEqual(["all in place", recheck]);
  });

  test("shows other kernels, and fewer", async ({ page }) => {
    await open(page);
    await page.getByLabel("Kernel of column 2").selectOption("mops@6.1");
    await page.getByRole("button", { name: "Take flags@6.17 away" }).click();
    const shown = await page
      .locator("article")
      .evaluateAll((columns) => columns.map((column) => column.dataset.kernel));
    expect(shown).toEqual(["aops@5.10", "mops@6.1"]);
  });
});

test.describe("autoplay", () => {
  for (const reducedMotion of ["reduce", "no-preference"] as const) {
    test(`steps to the end by itself, moves nothing, and can be paused (motion: ${reducedMotion})`, async ({
      page,
    }) => {
      await page.clock.install();
      await page.emulateMedia({ reducedMotion });
      await open(page);
      await page.getByLabel("Speed").selectOption("5");
      await steps(page).focus();
      await page.keyboard.press(" ");
      await expect.poll(() => at(page)).toBeGreaterThan(1);
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
      await page.keyboard.press(" ");
      const paused = await at(page);
      await page.clock.runFor(5_000);
      expect(await at(page)).toBe(paused);
      await page.getByRole("slider").fill(String(rows.length - 1));
      await page.getByRole("button", { name: "Play" }).click();
      await expect.poll(() => at(page)).toBe(rows.length);
      // From the end it starts over.
      await page.getByRole("button", { name: "Play" }).click();
      expect(await at(page)).toBeLessThan(rows.length);
      await page.getByRole("button", { name: "Pause" }).click();
    });
  }
});

test.describe("on a phone", () => {
  test("shows one era at a time, and the others on request", async ({ page }) => {
    await page.setViewportSize(PHONE);
    await page.emulateMedia({ colorScheme: "dark" });
    await open(page);
    const visible = () =>
      page
        .locator("article")
        .evaluateAll((all) => all.filter((each) => each.checkVisibility()).map(({ dataset }) => dataset.era));
    expect(await visible()).toEqual(["aops"]);
    await page.getByRole("button", { name: "flags@6.17", exact: true }).click();
    expect(await visible()).toEqual(["flags"]);
    await page.getByRole("button", { name: "To the end" }).click();
    expect(await at(page)).toBe(rows.length);
    await expectFine(page);
  });

  test("brings the lane of each step into sight, however many actors there are", async ({ page }) => {
    await page.setViewportSize(PHONE);
    await open(page, "", "allocator-must-not-wait");
    const isCovered = () =>
      steps(page).evaluate((region) => {
        const right = region.querySelector("[aria-current=step] button")?.getBoundingClientRect().right ?? 0;
        return right > (region.querySelector(".mark")?.getBoundingClientRect().left ?? 0) + 1;
      });
    for (const step of ["42", "43", "1"]) {
      await page.getByRole("slider").fill(step);
      expect(await isCovered(), step).toBe(false);
    }
  });
});

test.describe("the still version", () => {
  const isStill = async (page: Page) => {
    for (const dead of [".player", ".mode-tabs", ".copy-link"])
      await expect(page.locator(dead).first(), dead).toBeHidden();
    await expect(page.getByRole("columnheader", { name: /^flags/ })).toBeVisible();
  };

  test("is the table of the run on paper", async ({ page }) => {
    await open(page);
    await page.emulateMedia({ media: "print" });
    await isStill(page);
  });

  test.describe("without scripts", () => {
    test.use({ javaScriptEnabled: false });

    test("is the table of the run", async ({ page }) => {
      await page.goto(`scenarios/${ID}/`);
      await isStill(page);
    });
  });
});
