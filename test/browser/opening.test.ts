// The first two minutes, in a browser: six clicks, each of which shows what a run in Node shows, within one screen.

import { expect, type Locator, type Page, test } from "@playwright/test";
import { ERAS } from "../../models/index.ts";
import { must } from "../../src/engine/must.ts";
import { verify } from "../../src/engine/verify/verify.ts";
import type { Walk } from "../../src/engine/walk/walk.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { type Use, usesAt } from "../../src/views/opening/memory.ts";
import { rowsOf } from "../../src/views/opening/rows.ts";
import {
  atRest,
  CHECK,
  justBefore,
  KERNEL,
  letGo,
  lettingGo,
  MOMENTS,
  type Moment,
  moverAlone,
  SCENARIO,
  WORST,
  wordsAfter,
} from "../../src/views/opening/runs.ts";
import { triedIn } from "../../src/views/opening/tried.ts";
import { tabTo } from "./keys.ts";
import { expectFine, LOOKS, PHONE, SMALL_PHONE } from "./looks.ts";

const scenario = findScenario(SCENARIO);
const CLICKS = [
  "Ask the balloon to move it",
  "Now be the other CPU",
  "Let go of page 5",
  "Put the check back",
  "See this check in three kernels",
];
const STEP_THROUGH = "Step through it yourself";

const opening = (page: Page) => page.locator(".opening").first();
const button = (page: Page, name: string) => opening(page).getByRole("button", { name, exact: true });
const lane = (page: Page) => opening(page).locator(".lanes li:not([aria-hidden])");

/** Whose each page is, as it is read out. */
function memory(page: Page): Promise<string[]> {
  return opening(page)
    .locator(".opening-memory > .sr-only")
    .textContent()
    .then((text) => (text ?? "").split(", ").map((each) => each.replace(/^page \d+ |\.$/g, "")));
}

const spoken = (uses: readonly Use[]) => uses.map((use) => (use === "huge" ? "huge page" : use));
const rows = (walk: Walk, titles: readonly string[]) =>
  rowsOf(walk).map(({ lane: at, text }) => `${titles[at]}: ${text}`);
const TITLES = ["the mover", "you, the balloon"];

/** The word as its boxes show it. */
async function word(page: Page, name: string, root = opening(page)): Promise<string> {
  const boxes = root
    .locator(".opening-word")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator(".opening-box");
  const [pointer, ...bits] = await boxes.allTextContents();
  return bits.length === 0 ? (pointer ?? "") : `${pointer} | ${Number.parseInt(bits.join(""), 2)}`;
}

async function expectOneScreen(page: Page): Promise<void> {
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await expectWhole(page, opening(page));
}

/** Every bit of it is in the window, and below the bar with the name of the site. */
async function expectWhole(page: Page, part: Locator): Promise<void> {
  const { y, height } = must(await part.boundingBox(), "box");
  const bar = must(await page.locator("header.header").boundingBox(), "box");
  expect(y, await part.textContent().then(String)).toBeGreaterThanOrEqual(bar.height);
  expect(y + height).toBeLessThanOrEqual(must(page.viewportSize(), "window").height);
}

/** How far each panel would have to be scrolled, to be read whole. */
const hidden = (page: Page) =>
  opening(page)
    .locator(".panels > *")
    .evaluateAll((panels) => panels.map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight));

/** All scenes, one after the other, each once it has said all that it will. */
async function* scenes(page: Page): AsyncGenerator<number> {
  await page.goto("./");
  for (const [at, click] of [null, ...CLICKS].entries()) {
    if (click !== null) await button(page, click).click();
    await expect(opening(page)).not.toContainText("Trying");
    yield at;
  }
}

async function expectRun(page: Page, walk: Walk): Promise<void> {
  expect(await memory(page)).toEqual(spoken(usesAt(walk)));
  await expect(lane(page)).toHaveText(rows(walk, TITLES));
}

async function begin(page: Page, clicks: number): Promise<void> {
  await page.goto("./");
  for (const name of CLICKS.slice(0, clicks)) await button(page, name).click();
}

test.describe("the opening", () => {
  test("is six clicks, each with what a run shows, and none needs to scroll", async ({ page }) => {
    await page.goto("./");
    expect(await memory(page)).toEqual(spoken(usesAt(atRest(scenario))));
    await expect(opening(page).locator(".opening-run i")).toHaveText(
      [...usesAt(atRest(scenario)).flatMap((use, pfn) => (use === "free" ? [pfn] : [])), 4, 5, 6, 7].map(String),
    );
    await expectOneScreen(page);

    await button(page, must(CLICKS[0], "click")).click();
    const alone = moverAlone({ scenario, check: "in" });
    await expect(lane(page)).toHaveText(rows(alone, ["the mover"]));
    expect(await memory(page)).toEqual(spoken(usesAt(alone)));
    for (const name of ["mapping", "private"]) expect(await word(page, name)).toBe(wordsAfter(alone, 0).get(name));
    await expect(opening(page)).toContainText(`It took ${alone.trace.steps.length} steps`);
    await expectOneScreen(page);

    await button(page, must(CLICKS[1], "click")).click();
    const before = justBefore({ scenario, check: "out" }, WORST);
    expect(await memory(page)).toEqual(spoken(usesAt(before)));
    await expect(opening(page).getByRole("radio")).toHaveCount(MOMENTS.length);
    expect(await word(page, "mapping")).toBe(wordsAfter(before).get("mapping"));
    await expectOneScreen(page);

    await button(page, must(CLICKS[2], "click")).click();
    const crash = letGo({ scenario, check: "out" }, WORST);
    expect(crash.verdict?.kind).toBe("BUG");
    await expectRun(page, crash);
    await expect(opening(page)).toContainText(must(crash.verdict?.message, "message"));
    expect(await word(page, "mapping")).toBe(wordsAfter(crash).get("mapping"));
    await expectOneScreen(page);

    await button(page, must(CLICKS[3], "click")).click();
    const holds = letGo({ scenario, check: "in" }, WORST);
    expect(holds.verdict?.kind).toBe("ok");
    await expectRun(page, holds);
    const era = must(
      ERAS.find(({ id }) => id === KERNEL),
      KERNEL,
    );
    const tried = triedIn(verify(scenario, era, era.releases[0]));
    expect(tried).toMatchObject({ isFine: true, bound: null });
    await expect(opening(page)).toContainText(`${tried.orders} of them, and none goes wrong.`);
    await expectOneScreen(page);

    await button(page, must(CLICKS[4], "click")).click();
    await expect(opening(page).getByRole("region", { name: /\(\d{4}\)/ })).toHaveCount(ERAS.length);
    for (const { id, mark } of ERAS) {
      const told = opening(page).locator(`.opening-era[data-era=${id}]`);
      const asked = { scenario, kernel: id, check: "out" } as const;
      await expect(told).toContainText(must(letGo(asked, WORST).verdict?.message, "message"));
      const name = mark.words.includes("mapping") ? "mapping" : "private";
      expect(await word(page, name, told)).toBe(lettingGo(asked, WORST).get(name));
    }
    await expectOneScreen(page);

    await opening(page).getByRole("link", { name: STEP_THROUGH }).click();
    await page.waitForURL(`**/scenarios/${SCENARIO}/*`);
    await expect(page.locator("main")).toContainText(CHECK);
  });

  test("needs no scroll in a low window either", async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    for await (const _ of scenes(page)) await expectOneScreen(page);
  });

  for (const phone of [PHONE, SMALL_PHONE]) {
    test(`has its goal, a sentence and the button in sight at ${phone.width} × ${phone.height}`, async ({ page }) => {
      await page.setViewportSize(phone);
      for await (const at of scenes(page)) {
        await expectWhole(page, opening(page).getByRole("heading", { level: 2 }));
        await expectWhole(page, opening(page).locator(".opening-note"));
        const main = opening(page).locator(".opening-main");
        await expectWhole(page, main);
        expect((await main.boundingBox())?.height).toBeGreaterThanOrEqual(44);
        const panels = opening(page).getByRole("group", { name: "Panel to look at" }).getByRole("button");
        await expect(panels).toHaveCount(at === 0 ? 0 : 3);
        for (const panel of await panels.all()) {
          await panel.click();
          await expect(panel).toHaveAttribute("aria-pressed", "true");
          await expectWhole(page, main);
        }
        // A low one has room for a part of a panel.
        if (phone === PHONE) expect(await hidden(page), String(at)).toEqual((await hidden(page)).map(() => 0));
      }
    });
  }

  for (const moment of MOMENTS) {
    test(`lets go just before ${moment}, and shows what comes of it`, async ({ page }) => {
      await begin(page, 2);
      await opening(page).getByRole("radio").nth(MOMENTS.indexOf(moment)).check();
      await button(page, "Let go of page 5").click();
      const walk = letGo({ scenario, check: "out" }, moment);
      await expectRun(page, walk);
      if (walk.verdict?.kind === "ok") {
        await expect(opening(page).getByRole("heading")).toContainText("Nothing happened");
        await button(page, "Try a worse moment").click();
        await expect(opening(page).getByRole("radio").nth(MOMENTS.indexOf(moment))).toBeChecked();
      } else {
        await expect(opening(page).getByRole("heading")).toContainText("Crash");
        await button(page, "Put the check back").click();
        await expectRun(page, letGo({ scenario, check: "in" }, moment));
      }
      await expectOneScreen(page);
    });
  }

  test("has moments of both kinds", () => {
    const ends = MOMENTS.map((moment: Moment) => letGo({ scenario, check: "out" }, moment).verdict?.kind);
    expect(new Set(ends)).toEqual(new Set(["ok", "BUG"]));
  });

  test("can be gone through with the keyboard alone, and begins anew at each heading", async ({ page }) => {
    await page.goto("./");
    for (const name of CLICKS) {
      await tabTo(page, button(page, name));
      await page.keyboard.press("Enter");
      await expect(opening(page).getByRole("heading", { level: 2 })).toBeFocused();
    }
    await tabTo(page, button(page, "Once more"));
    await page.keyboard.press("Enter");
    await tabTo(page, button(page, must(CLICKS[0], "click")));
  });

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });

    test("tells all of it, and offers nothing to press", async ({ page }) => {
      await page.goto("./");
      await expect(page.locator(".opening")).toHaveCount(CLICKS.length + 1);
      for (const text of [
        "still no huge page fits",
        "It moved",
        "You’re the balloon",
        "Crash",
        "It holds",
        "in three ways",
      ]) {
        await expect(page.locator(".opening h2").filter({ hasText: text })).toBeVisible();
      }
      await expect(page.locator(".opening").getByRole("button")).toHaveCount(0);
      await expect(page.locator(".opening-still")).toContainText("none goes wrong.");
    });
  });

  for (const look of LOOKS) {
    test.describe(`at ${look.viewport.width} px in the ${look.colorScheme}`, () => {
      test.use(look);

      test("is accessible in each scene, and no wider than the window", async ({ page }) => {
        await page.goto("./");
        for (const name of CLICKS) {
          await button(page, name).click();
          await expect(button(page, name)).toHaveCount(0);
          await expectFine(page, name);
        }
      });
    });
  }
});
