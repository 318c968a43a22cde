// The comparison of the eras: the matrix is that of the models, and a morph ends in the code that its diff ends in.

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { ERAS } from "../../models/index.ts";
import { stepMatrix, textOf } from "../../src/compare/steps.ts";
import { readModels } from "../../src/source/files.ts";
import { violations } from "./axe.ts";
import { launch } from "./chromium.ts";

const url = inject("url");
const matrix = stepMatrix(readModels());

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launch();
});
afterEach(() => page.close());
afterAll(() => browser.close());

async function open(path: string, options: Parameters<Browser["newPage"]>[0] = {}): Promise<void> {
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  await page.goto(url + path, { waitUntil: "networkidle" });
}

describe("the matrix", () => {
  it("has the steps of the models, and in each cell the functions of the era", async () => {
    await open("compare/");
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

  it("leads from each cell to the code of the step", async () => {
    await open("compare/");
    await page.getByRole("link", { name: "isolate:recheck in flags" }).click();
    await page.waitForURL(/compare\/isolate\/#isolate-recheck$/);
    expect(await page.getByRole("heading", { name: "isolate:recheck" }).isVisible()).toBe(true);
  });
});

/** The code of a step in the first place that has it. */
function codeOf(step: string, era: (typeof ERAS)[number]["id"]): string {
  const site = matrix.find((row) => row.step === step)?.places.find((place) => place[era])?.[era];
  if (site === undefined) throw new Error(`no ${step} in ${era}`);
  return textOf(site);
}

const section = () => page.locator("section").filter({ has: page.locator("#isolate-recheck") });
const diff = () => section().locator("details").filter({ hasText: "From mops to flags" });

/** What a reader sees on the stage: tokens and line breaks, without those that are on their way out. */
function onStage(): Promise<string> {
  return diff()
    .locator(".stage pre")
    .evaluate((pre) => [...pre.children].map((each) => (each.tagName === "BR" ? "\n" : each.textContent)).join(""));
}

describe("a change from one era to the next", () => {
  it("stands as a diff with marks, also without JavaScript", async () => {
    await open("compare/isolate/", { javaScriptEnabled: false });
    await diff().locator("summary").click();
    const lines = (await diff().locator(".diff-line").allInnerTexts()).map((line) => line.replace(/\n$/, ""));
    const side = (other: string) => lines.filter((line) => !line.startsWith(other)).map((line) => line.slice(2));
    expect(side("+").join("\n")).toBe(codeOf("isolate:recheck", "mops"));
    expect(side("-").join("\n")).toBe(codeOf("isolate:recheck", "flags"));
    expect(await diff().getByRole("button").count()).toBe(0);
  });

  it("moves to the code of the next era when the reader asks for it, with the keyboard alone, and back", async () => {
    await open("compare/isolate/");
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(request.url()));
    await diff().locator("summary").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(loaded).toEqual([]);
    await page.keyboard.press("Enter");
    await diff().getByText("Code of flags", { exact: true }).waitFor();
    expect(loaded.some((each) => each.endsWith(".js"))).toBe(true);
    expect(await onStage()).toBe(`${codeOf("isolate:recheck", "flags")}\n`);
    await page.keyboard.press("Enter");
    await diff().getByText("Code of mops", { exact: true }).waitFor();
    expect(await onStage()).toBe(`${codeOf("isolate:recheck", "mops")}\n`);
    expect(await violations(page)).toEqual([]);
  });

  it("does not move for readers who mind movement", async () => {
    await open("compare/isolate/", { reducedMotion: "reduce" });
    await diff().locator("summary").click();
    expect(await diff().locator(".diff-line").first().isVisible()).toBe(true);
    expect(await diff().getByRole("button").count()).toBe(0);
  });
});

describe("a word of 32 bits", () => {
  it("has every bit in sight on a phone, a byte in a row", async () => {
    await open("compare/words/", { viewport: { width: 390, height: 844 } });
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
