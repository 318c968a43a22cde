// The comparison of the eras: the matrix is that of the models, and a morph ends in the code that its diff ends in.

import { expect, type Page } from "@playwright/test";
import { ERAS } from "../../models/index.ts";
import { must } from "../../src/engine/must.ts";
import { SourceIndex } from "../../src/engine/source/places.ts";
import { declarationsOf } from "../../src/knowledge/source/declarations.ts";
import { readModels } from "../../src/knowledge/source/files.ts";
import { stepMatrix, textOf } from "../../src/site/compare/steps.ts";
import { excerptsAsC } from "../../src/site/weave/as_c.ts";
import { cOf } from "../../src/site/weave/c_views.ts";
import { dedented } from "../../src/site/weave/common.ts";
import type { Source } from "../../src/site/weave/excerpt.ts";
import type { Language } from "../../src/site/weave/highlight.ts";
import { violations } from "./axe.ts";
import { PHONE } from "./looks.ts";
import { restOf } from "./rest.ts";
import { test } from "./tab.ts";

const models = readModels();
const matrix = stepMatrix(models);
const source: Source = { files: models, index: new SourceIndex(declarationsOf(models)), c: cOf(models) };

test.describe("the matrix", () => {
  test("has the steps of the models, and in each cell the functions of the era", async ({ page }) => {
    await page.goto("compare/");
    const rows = await page.locator(".region tbody tr:has(td)").evaluateAll((all) =>
      all.map((row) => ({
        step: row.querySelector("th code")?.textContent,
        cells: [...row.querySelectorAll("td")].map((cell) =>
          [...cell.querySelectorAll("a code")].map(({ textContent }) => textContent?.trim()),
        ),
      })),
    );
    const expected = matrix.map(({ step, places }) => ({
      step,
      cells: ERAS.map(({ id }) => [...new Set(places.flatMap((place) => place[id]?.functions ?? []))]),
    }));
    expect(rows).toEqual(expected);
  });

  test("leads from each cell to the code of the step", async ({ page }) => {
    await page.goto("compare/");
    await page.getByRole("link", { name: "isolate:recheck in flags" }).click();
    await page.waitForURL(/compare\/isolate\/#isolate-recheck$/);
    await expect(page.getByRole("heading", { name: "isolate:recheck" })).toBeVisible();
  });
});

/** The code of a step in the first place that has it. */
function codeOf(step: string, era: (typeof ERAS)[number]["id"], language: Language): string {
  const site = matrix.find((row) => row.step === step)?.places.find((place) => place[era])?.[era];
  if (site === undefined) throw new Error(`no ${step} in ${era}`);
  if (language === "typescript") return textOf(site);
  const { declaration, chunk } = site;
  const [c] = excerptsAsC(source, [{ era, declaration, chunks: [chunk] }]) ?? [];
  return dedented(must(c, `${step} of ${era} as C`).chunks.flatMap(({ lines }) => lines))
    .map(({ text }) => text)
    .join("\n");
}

const section = (page: Page) => page.locator("section").filter({ has: page.locator("#isolate-recheck") });
const diff = (page: Page) => section(page).locator("details").filter({ hasText: "From mops to flags", visible: true });

/** What a reader sees on the stage: tokens and line breaks, without those that are on their way out. */
function onStage(page: Page): Promise<string> {
  return diff(page)
    .locator(".stage pre")
    .evaluate((pre) => [...pre.children].map((each) => (each.tagName === "BR" ? "\n" : each.textContent)).join(""));
}

test.describe("a change from one era to the next", () => {
  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });

    test("stands as a diff with marks", async ({ page }) => {
      await page.goto("compare/isolate/");
      await diff(page).locator("summary").click();
      const lines = (await diff(page).locator(".diff-line").allInnerTexts()).map((line) => line.replace(/\n$/, ""));
      const side = (other: string) => lines.filter((line) => !line.startsWith(other)).map((line) => line.slice(2));
      expect(side("+").join("\n")).toBe(codeOf("isolate:recheck", "mops", "c"));
      expect(side("-").join("\n")).toBe(codeOf("isolate:recheck", "flags", "c"));
      await expect(diff(page).getByRole("button")).toHaveCount(0);
    });
  });

  for (const language of ["c", "typescript"] as const) {
    test(`moves to the code of the next era in ${language} when the reader asks for it, with the keyboard alone, and back`, async ({
      page,
    }) => {
      const chosen = await page.addInitScript((chosen) => localStorage.setItem("read-as", chosen), language);
      const rest = restOf(page);
      await page.goto("compare/isolate/");
      await chosen.dispose();
      await rest();
      const loaded: string[] = [];
      page.on("request", (request) => loaded.push(request.url()));
      await diff(page).locator("summary").focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(loaded).toEqual([]);
      await page.keyboard.press("Enter");
      await diff(page).getByText("Code of flags", { exact: true }).waitFor();
      expect(loaded.some((each) => each.endsWith(".js"))).toBe(true);
      expect(await onStage(page)).toBe(`${codeOf("isolate:recheck", "flags", language)}\n`);
      await page.keyboard.press("Enter");
      await diff(page).getByText("Code of mops", { exact: true }).waitFor();
      expect(await onStage(page)).toBe(`${codeOf("isolate:recheck", "mops", language)}\n`);
      expect(await violations(page)).toEqual([]);
    });
  }

  test("does not move for readers who mind movement", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto("compare/isolate/");
    await diff(page).locator("summary").click();
    await expect(diff(page).locator(".diff-line").first()).toBeVisible();
    await expect(diff(page).getByRole("button")).toHaveCount(0);
  });
});

test.describe("a word of 32 bits", () => {
  test("has every bit in sight on a phone, a byte in a row", async ({ page }) => {
    await page.setViewportSize(PHONE);
    await page.goto("compare/words/");
    const boxes = await page
      .locator(".single")
      .first()
      .evaluate((word) =>
        [...word.children].map((box) => box.getBoundingClientRect()).map(({ top, right }) => ({ top, right })),
      );
    expect(boxes).toHaveLength(32);
    expect(new Set(boxes.map(({ top }) => top)).size).toBe(4);
    expect(Math.max(...boxes.map(({ right }) => right))).toBeLessThanOrEqual(390);
  });
});
