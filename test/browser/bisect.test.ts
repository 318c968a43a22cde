// Bisecting a series in a browser: what is shown is what the terminal says.
import { expect, type Page } from "@playwright/test";
import type { AnswerData } from "../../src/knowledge/series/answer.ts";
import { findSeries } from "../../src/knowledge/series/files.ts";
import { patchesText } from "../../src/knowledge/series/patch_numbers.ts";
import { call } from "../cli/call.ts";
import { tabTo } from "./keys.ts";
import { expectFine, LOOKS } from "./looks.ts";
import { test } from "./tab.ts";
import { visit } from "./visit.ts";

const RACE = "isolate-races-deflate";

const open = (page: Page, hash = "") => visit(page, `series/2025/bisect/${hash}`);

const find = (page: Page) => page.getByRole("button", { name: "Find the patch" });
const answer = (page: Page) => page.getByRole("region", { name: "Answer" });
const told = (...args: string[]): AnswerData =>
  JSON.parse(call("bisect", ...args, "--series", "2025", "--json").out) as AnswerData;

/** The rows of the table of kernels. */
const rows = (page: Page) =>
  answer(page)
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

test.describe("in every order, without isolate:recheck", () => {
  const inTerminal = () => told(RACE, "--orders", "--without", "isolate:recheck");

  test("answers as the terminal does, with the patches, their commits, and the way to both kernels", async ({
    page,
  }) => {
    await open(page);
    await page.getByLabel("Scenario").selectOption(RACE);
    await page.getByText("Guards left out:").click();
    await page.getByRole("checkbox", { name: "isolate:recheck", exact: true }).check();
    await page.getByRole("radio", { name: /^every order/ }).check();
    await find(page).click();
    await answer(page).waitFor();
    const known = inTerminal();
    expect(await rows(page)).toEqual(rowsOf(known));
    const [first, ...others] = [...known.changes].sort(({ kernel }) => (kernel === known.found ? -1 : 0));
    expect(others.length).toBeGreaterThan(0);
    const headings = await answer(page).locator(".bisect-change h3").allTextContents();
    expect(headings).toEqual([first, ...others].map((change) => change && headingOf(change)));
    await expect(answer(page).getByText("It changes more than once")).toHaveCount(1);
    const facts = await answer(page).locator(".bisect-change").first().locator("dl").textContent();
    for (const { path, values } of first?.end ?? []) {
      expect(facts).toContain(path);
      for (const value of values) expect(facts).toContain(JSON.stringify(value));
    }
    const [from = 0, to = 0] = first?.patches ?? [];
    const patches = findSeries("2025").patches.filter(({ number }) => number >= from && number <= to);
    const listed = await answer(page).locator(".bisect-patches").first().getByRole("listitem").allTextContents();
    expect(listed).toEqual(patches.map(({ number, title, commit }) => `${number}. ${title} ${commit}`));
  });

  test("opens again from its address, and leads to the player with the guard out and the order that goes wrong", async ({
    page,
  }) => {
    await open(page, `#s=${RACE}&g=isolate:recheck&d=orders`);
    await find(page).click();
    await answer(page).waitFor();
    expect(page.url()).toContain(`#s=${RACE}&g=isolate:recheck&d=orders`);
    await answer(page).getByRole("link", { name: "Step through" }).first().click();
    await page.waitForURL(/scenarios\/isolate-races-deflate\/#/);
    const known = inTerminal();
    const before = known.kernels[known.kernels.findIndex(({ kernel }) => kernel === known.found) - 1]?.kernel;
    expect(page.url()).toContain(`e=${before},${known.found}&g=isolate:recheck&c=`);
    await page.getByRole("button", { name: "Guards: without isolate:recheck" }).waitFor();
    await page.getByRole("button", { name: "Back to its own order" }).waitFor();
    await expect(page.getByRole("region", { name: "About the link" })).toHaveCount(0);
  });
});

test("says that nothing changes where nothing does", async ({ page }) => {
  await open(page, "#s=balloon-compaction");
  await find(page).click();
  await answer(page).waitFor();
  const { kernels } = told("balloon-compaction");
  await expect(answer(page).locator(".race-verdict")).toContainText(`Nothing changes: all ${kernels.length} kernels`);
  await expect(answer(page).locator(".bisect-change")).toHaveCount(0);
});

test("asks about one thing only, and says what is no expectation", async ({ page }) => {
  await open(page, "#s=soft-offline");
  await page.getByRole("textbox").fill("pages.p.type");
  await find(page).click();
  await page.getByText("pages.p.type is no PATH=VALUE").waitFor();
  await page.getByRole("textbox").fill("pages.p.type=null");
  await find(page).click();
  await answer(page).waitFor();
  expect(await rows(page)).toEqual(rowsOf(told("soft-offline", "--expect", "pages.p.type=null")));
  // Another depth is another question, and one about steps cannot be about the end.
  await page.getByRole("radio", { name: /^each step/ }).check();
  await expect(answer(page)).toHaveCount(0);
  await expect(page.getByRole("textbox")).toBeDisabled();
});

test("stops when it is cancelled, and then has no answer", async ({ page }) => {
  await open(page, "#s=two-scanners-and-the-owner&d=orders");
  await find(page).click();
  await page.getByText(/[1-9]\d* kernels looked at, now/).waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText(/^Cancelled: \d+ of \d+ kernels looked at, so there is no answer/).waitFor();
  await expect(answer(page)).toHaveCount(0);
});

test("keeps of a stranger's link what fits, and says what does not", async ({ page }) => {
  await open(page, "#s=../../evil&g=isolate:recheck,<img>&d=deep&w=%00");
  const about = page.getByRole("region", { name: "About the link" });
  await expect(about.getByRole("listitem")).toHaveCount(3);
  await expect(page.getByLabel("Scenario")).toHaveValue(RACE);
  await find(page).click();
  await page.getByText("is no PATH=VALUE").waitFor();
});

test("is asked with the keyboard alone", async ({ page }) => {
  await open(page);
  await page.getByLabel("Scenario").focus();
  await page.keyboard.type("Soft");
  await tabTo(page, page.getByRole("radio", { name: /^how the run ends/ }));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /^each step/ })).toBeChecked();
  await tabTo(page, find(page));
  await page.keyboard.press("Enter");
  await answer(page).waitFor();
  const scenario = await page.getByLabel("Scenario").inputValue();
  expect(scenario).not.toBe(RACE);
  expect(await rows(page)).toEqual(rowsOf(told(scenario, "--steps")));
});

for (const look of LOOKS) {
  test.describe(`at ${look.viewport.width} px in the ${look.colorScheme}`, () => {
    test.use(look);

    test("is accessible and fits, with guards, a mistake, and an answer", async ({ page }) => {
      await open(page, `#s=${RACE}&g=isolate:recheck&d=orders`);
      await page.getByText("Guards left out:").click();
      await page.getByRole("textbox").fill("verdict");
      await find(page).click();
      await expectFine(page);
      await page.getByRole("textbox").fill("");
      await find(page).click();
      await answer(page).waitFor();
      await expectFine(page);
    });
  });
}
