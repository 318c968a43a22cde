// Bisecting a series in a browser: what is shown is what the terminal says.
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import type { AnswerData } from "../../src/series/answer.ts";
import { findSeries } from "../../src/series/files.ts";
import { patchesText } from "../../src/series/patch_numbers.ts";
import { call } from "../cli/call.ts";
import { violations } from "./axe.ts";
import { launch } from "./chromium.ts";

const RACE = "isolate-races-deflate";

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
});
afterEach(() => page.close());
afterAll(() => browser.close());

async function open(hash = "", options: Parameters<Browser["newPage"]>[0] = {}): Promise<void> {
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  page.setDefaultTimeout(20_000);
  await page.goto(`${inject("url")}series/2025/bisect/${hash}`);
  await page.locator("astro-island:not([ssr]) .bisect").waitFor();
}

const find = () => page.getByRole("button", { name: "Find the patch" });
const answer = () => page.getByRole("region", { name: "Answer" });
const told = (...args: string[]): AnswerData =>
  JSON.parse(call("bisect", ...args, "--series", "2025", "--json").out) as AnswerData;

/** The rows of the table of kernels. */
const rows = () =>
  answer()
    .locator("tbody tr")
    .evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => (cell.querySelector("code") ?? cell).textContent)),
    );

const rowsOf = ({ kernels, asked }: AnswerData) =>
  kernels.map(({ kernel, verdict, asBefore, expected }) => [
    asked.includes(kernel) ? String(asked.indexOf(kernel) + 1) : "later",
    kernel,
    verdict,
    (expected ?? asBefore) ? "yes" : "no",
  ]);

const capital = (text: string) => text[0]?.toUpperCase() + text.slice(1);
const headingOf = ({ kernel, patches }: AnswerData["changes"][number]) =>
  `${capital(patches === null ? "after the series" : patchesText(patches))}: ${kernel}`;

describe("in every order, without isolate:recheck", () => {
  const known = told(RACE, "--orders", "--without", "isolate:recheck");

  it("answers as the terminal does, with the patches, their commits, and the way to both kernels", async () => {
    await open();
    await page.getByLabel("Scenario").selectOption(RACE);
    await page.getByText("Guards left out:").click();
    await page.getByRole("checkbox", { name: "isolate:recheck", exact: true }).check();
    await page.getByRole("radio", { name: /^every order/ }).check();
    await find().click();
    await answer().waitFor();
    expect(await rows()).toEqual(rowsOf(known));
    const [first, ...others] = [...known.changes].sort(({ kernel }) => (kernel === known.found ? -1 : 0));
    expect(others.length).toBeGreaterThan(0);
    const headings = await answer().locator(".bisect-change h3").allTextContents();
    expect(headings).toEqual([first, ...others].map((change) => change && headingOf(change)));
    expect(await answer().getByText("It changes more than once").count()).toBe(1);
    const facts = await answer().locator(".bisect-change").first().locator("dl").textContent();
    for (const { path, values } of first?.end ?? []) {
      expect(facts).toContain(path);
      for (const value of values) expect(facts).toContain(JSON.stringify(value));
    }
    const [from = 0, to = 0] = first?.patches ?? [];
    const patches = findSeries("2025").patches.filter(({ number }) => number >= from && number <= to);
    const listed = await answer().locator(".bisect-patches").first().getByRole("listitem").allTextContents();
    expect(listed).toEqual(patches.map(({ number, title, commit }) => `${number}. ${title} ${commit}`));
  });

  it("opens again from its address, and leads to the player with the guard out and the order that goes wrong", async () => {
    await open(`#s=${RACE}&g=isolate:recheck&d=orders`);
    await find().click();
    await answer().waitFor();
    expect(page.url()).toContain(`#s=${RACE}&g=isolate:recheck&d=orders`);
    await answer().getByRole("link", { name: "Step through" }).first().click();
    await page.waitForURL(/scenarios\/isolate-races-deflate\/#/);
    const before = known.kernels[known.kernels.findIndex(({ kernel }) => kernel === known.found) - 1]?.kernel;
    expect(page.url()).toContain(`e=${before},${known.found}&g=isolate:recheck&c=`);
    await page.getByText("without isolate:recheck").waitFor();
    await page.getByText("The order of the steps is not the scenario's own.").waitFor();
    expect(await page.getByRole("region", { name: "About the link" }).count()).toBe(0);
  });
});

it("says that nothing changes where nothing does", async () => {
  await open("#s=balloon-compaction");
  await find().click();
  await answer().waitFor();
  const { kernels } = told("balloon-compaction");
  expect(await answer().locator(".race-verdict").textContent()).toContain(
    `Nothing changes: all ${kernels.length} kernels`,
  );
  expect(await answer().locator(".bisect-change").count()).toBe(0);
});

it("asks about one thing only, and says what is no expectation", async () => {
  await open("#s=soft-offline");
  await page.getByRole("textbox").fill("pages.p.type");
  await find().click();
  await page.getByText("pages.p.type is no PATH=VALUE").waitFor();
  await page.getByRole("textbox").fill("pages.p.type=null");
  await find().click();
  await answer().waitFor();
  expect(await rows()).toEqual(rowsOf(told("soft-offline", "--expect", "pages.p.type=null")));
  // Another depth is another question, and one about steps cannot be about the end.
  await page.getByRole("radio", { name: /^each step/ }).check();
  await expect.poll(() => answer().count()).toBe(0);
  expect(await page.getByRole("textbox").isDisabled()).toBe(true);
});

it("stops when it is cancelled, and then has no answer", async () => {
  await open("#s=two-scanners-and-the-owner&d=orders");
  await find().click();
  await page.getByText(/[1-9]\d* kernels looked at, now/).waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText(/^Cancelled: \d+ of \d+ kernels looked at, so there is no answer/).waitFor();
  expect(await answer().count()).toBe(0);
});

it("keeps of a stranger's link what fits, and says what does not", async () => {
  await open("#s=../../evil&g=isolate:recheck,<img>&d=deep&w=%00");
  const about = page.getByRole("region", { name: "About the link" });
  await expect.poll(() => about.getByRole("listitem").count()).toBe(3);
  expect(await page.getByLabel("Scenario").inputValue()).toBe(RACE);
  await find().click();
  await page.getByText("is no PATH=VALUE").waitFor();
});

it("is asked with the keyboard alone", async () => {
  await open();
  const focused = (name: string | RegExp, role: "radio" | "button" | "combobox") =>
    page.getByRole(role, { name }).evaluate((element) => element === document.activeElement);
  await page.getByLabel("Scenario").focus();
  await page.keyboard.type("Soft");
  for (let presses = 0; presses < 10 && !(await focused(/^how the run ends/, "radio")); presses++)
    await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  expect(await page.getByRole("radio", { name: /^each step/ }).isChecked()).toBe(true);
  for (let presses = 0; presses < 10 && !(await focused("Find the patch", "button")); presses++)
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await answer().waitFor();
  const scenario = await page.getByLabel("Scenario").inputValue();
  expect(scenario).not.toBe(RACE);
  expect(await rows()).toEqual(rowsOf(told(scenario, "--steps")));
});

describe.each([
  { width: 1440, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
] as const)("at $width px in the $colorScheme", ({ width, colorScheme }) => {
  it("is accessible and fits, with guards, a mistake, and an answer", async () => {
    await open(`#s=${RACE}&g=isolate:recheck&d=orders`, { viewport: { width, height: 844 }, colorScheme });
    const isFine = async () => {
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    };
    await page.getByText("Guards left out:").click();
    await page.getByRole("textbox").fill("verdict");
    await find().click();
    await isFine();
    await page.getByRole("textbox").fill("");
    await find().click();
    await answer().waitFor();
    await isFine();
  });
});
