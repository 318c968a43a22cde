// The path in a browser: walked by keyboard, judged by the models, and kept, taken along, brought back and forgotten.

import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { findEra } from "../../models/index.ts";
import { verify } from "../../src/explore/verify.ts";
import { choiceOf } from "../../src/onboarding/judge.ts";
import { STATIONS } from "../../src/onboarding/stations.ts";
import { type OrderTask, taskOf } from "../../src/onboarding/task.ts";
import { findScenario } from "../../src/scenario/files.ts";
import { violations } from "./axe.ts";
import { launch } from "./chromium.ts";

const KEY = "movable-eras:onboarding:1";
const PATH = `${inject("url")}onboarding/`;
const [FIRST] = STATIONS as [(typeof STATIONS)[number]];

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
});
afterEach(() => page.close());
afterAll(() => browser.close());

const check = (at: number) => page.getByRole("region", { name: `Check ${at + 1}` });
const button = (name: string) => page.getByRole("button", { name, exact: true });
const stored = () => page.evaluate((key) => localStorage.getItem(key), KEY);
const store = (text: string) =>
  page.evaluate(([key, value]) => localStorage.setItem(key as string, value as string), [KEY, text]);

/** What is on the page does something. */
const ready = () => expect.poll(() => page.locator("astro-island[ssr]").count()).toBe(0);

/** Tab, until what is wanted has the focus. */
async function tabTo(wanted: ReturnType<typeof check>): Promise<void> {
  for (let presses = 0; presses < 400; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way by Tab to ${wanted}`);
}

/** Answers a question with the keys that a group of radio buttons has. */
async function answer(at: number, option: number): Promise<void> {
  const radios = check(at).getByRole("radio");
  const chosen = await radios.evaluateAll((all) => all.findIndex((each) => (each as HTMLInputElement).checked));
  await tabTo(radios.nth(Math.max(chosen, 0)));
  await page.keyboard.press("Space");
  const way = option - Math.max(chosen, 0);
  for (let by = 0; by < Math.abs(way); by++) await page.keyboard.press(way > 0 ? "ArrowDown" : "ArrowUp");
  await tabTo(check(at).getByRole("button", { name: "Check", exact: true }));
  await page.keyboard.press("Enter");
}

async function findOrder(at: number, task: OrderTask): Promise<void> {
  const { era, release } = findEra(task.kernel) as NonNullable<ReturnType<typeof findEra>>;
  const { counterexample } = verify(task.scenario, era, release, { without: [...task.without, task.missing] });
  await tabTo(check(at).getByRole("button", { name: "Start", exact: true }));
  await page.keyboard.press("Enter");
  const hand = check(at).getByRole("button", { name: "Hand in this order" });
  await tabTo(hand);
  await page.keyboard.press("Enter");
  await check(at).getByText("The run is not over").waitFor();
  for (const choice of counterexample?.choices ?? []) await page.keyboard.press(String(choice + 1));
  await tabTo(hand);
  await page.keyboard.press("Enter");
}

describe("the path", () => {
  it("can be walked from the first station to the last by keyboard alone", async () => {
    await page.goto(PATH);
    const next = () => page.locator("a[rel=next]");
    for (const [number, { id, title, check: specs }] of STATIONS.entries()) {
      await tabTo(next());
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/onboarding/${id}/`);
      await page.getByRole("heading", { level: 1, name: `${number + 1}. ${title}` }).waitFor();
      await ready();
      // Past the menus, as Starlight offers it to whoever comes by keyboard.
      await tabTo(page.getByRole("link", { name: "Skip to content" }));
      await page.keyboard.press("Enter");
      for (const [at, spec] of specs.entries()) {
        const task = taskOf(spec, findScenario);
        if (task.type === "order") await findOrder(at, task);
        else {
          const { options, judge } = choiceOf(task);
          await answer(
            at,
            options.findIndex((_, option) => judge(option).right),
          );
        }
        await check(at).getByText("passed", { exact: true }).waitFor();
      }
      await page.getByText("This station is done.").waitFor();
    }
    await tabTo(next());
    await page.keyboard.press("Enter");
    await page.waitForURL("**/onboarding/checklist/");
    await page.goto(PATH);
    await page.getByText(`${STATIONS.length} of ${STATIONS.length} stations passed`).waitFor();
  }, 180_000);

  it("says what is wrong with a wrong answer, keeps nothing of it, and lets one try again", async () => {
    await page.goto(`${PATH}isolate/`);
    await ready();
    const [spec] = STATIONS.find(({ id }) => id === "isolate")?.check ?? [];
    const { options, judge } = choiceOf(taskOf(spec as NonNullable<typeof spec>, findScenario) as never);
    const right = options.findIndex((_, option) => judge(option).right);
    const wrong = (right + 1) % options.length;
    await answer(0, wrong);
    await check(0).getByText(judge(wrong).told).waitFor();
    expect(await stored()).toBeNull();
    await answer(0, right);
    await page.getByText("1 of 2 passed.").waitFor();
    expect(JSON.parse((await stored()) ?? "")).toEqual({ version: 1, passed: ["isolate/0"] });
    await page.reload();
    await check(0).getByText("Passed before.").waitFor();
  });
});

describe("progress", () => {
  it("is exported, forgotten after a question, and imported again", async () => {
    await page.goto(PATH);
    const keys = FIRST.check.map((_, at) => `${FIRST.id}/${at}`);
    await store(JSON.stringify({ version: 1, passed: keys }));
    await page.reload();
    await page.getByText(/^1 of \d+ stations passed/).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), button("Export").click()]);
    const file = await download.path();
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ version: 1, passed: keys });

    await button("Reset").click();
    await button("Keep it").click();
    expect(await stored()).not.toBeNull();
    await button("Reset").click();
    await button("Forget it").click();
    await page.getByText(/^0 of \d+ stations passed/).waitFor();
    expect(await stored()).toBeNull();

    await page.getByLabel("Import").setInputFiles(file);
    await page.getByText(`Imported: ${keys.length} checks more.`).waitFor();
    await page.getByText(/^1 of \d+ stations passed/).waitFor();
  });

  it.each([
    { what: "half a text", text: "{", told: "It is not JSON." },
    { what: "a list", text: "[]", told: "It is not progress on this path" },
    { what: "another version", text: '{"version":2,"passed":[]}', told: "at version." },
    { what: "markup", text: '{"version":1,"passed":["<img src=x onerror=alert(1)>"]}', told: "at passed.0." },
    { what: "too many", text: `{"version":1,"passed":[${new Array(900).fill('"isolate/0"')}]}`, told: "at passed." },
    { what: "too much", text: " ".repeat(30_000), told: "It is longer than 20000 characters." },
  ])("survives what others stored: $what", async ({ text, told }) => {
    await page.goto(PATH);
    await store(text);
    await page.reload();
    await page.getByText(told).waitFor();
    expect(await stored()).toBe(text);
    await page
      .getByLabel("Import")
      .setInputFiles({ name: "x.json", mimeType: "text/plain", buffer: Buffer.from(text) });
    await page.getByText("This file cannot be used.").waitFor();
    await page.goto(`${PATH}isolate/`);
    await page.getByText(told).waitFor();
    expect(await stored()).toBe(text);
  });
});

describe("in every state", () => {
  it.each([
    { width: 1440, colorScheme: "light" as const },
    { width: 390, colorScheme: "dark" as const },
  ])("it is accessible, and no wider than $width px", async ({ width, colorScheme }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    const look = async (state: string) => {
      expect(await violations(page), state).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBe(width);
    };
    await page.goto(PATH);
    await store(JSON.stringify({ version: 1, passed: FIRST.check.map((_, at) => `${FIRST.id}/${at}`) }));
    await page.reload();
    await page.getByText(/^1 of \d+ stations passed/).waitFor();
    await button("Reset").click();
    await look("asks before it forgets");
    await page.goto(`${PATH}isolate/`);
    await ready();
    await check(0).getByRole("radio").first().check();
    await check(0).getByRole("button", { name: "Check", exact: true }).click();
    await check(0).getByText("No.").waitFor();
    await look("a wrong answer");
    await page.goto(`${PATH}scheduler/`);
    await ready();
    await check(0).getByRole("button", { name: "Start", exact: true }).click();
    await button("Hand in this order").click();
    await look("a race");
  });

  it("the check list is two sheets of paper at most", async () => {
    await page.goto(`${PATH}checklist/`);
    for (const format of ["A4", "Letter"]) {
      const pdf = (await page.pdf({ format })).toString("latin1");
      const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      expect(sheets, format).toBeGreaterThan(0);
      expect(sheets, format).toBeLessThanOrEqual(2);
    }
  });

  it("without JavaScript a station can be read, and says what to run", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(`${PATH}isolate/`);
    await plain
      .getByText("npm run -s eras -- explore isolate-races-deflate --era mops --without isolate:recheck")
      .waitFor();
    expect(await check(0).count()).toBe(0);
    expect(await plain.getByRole("radio").count()).toBe(0);
    await context.close();
  });
});
