// The path in a browser: walked by keyboard, judged by the models, and kept, taken along, brought back and forgotten.

import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { findEra } from "../../models/index.ts";
import { must } from "../../src/engine/must.ts";
import { verify } from "../../src/engine/verify/verify.ts";
import { shippedKatas } from "../../src/knowledge/katas/files.ts";
import { choiceOf } from "../../src/knowledge/onboarding/judge.ts";
import { type OrderTask, taskOf } from "../../src/knowledge/onboarding/task.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { answer as answerKata, line } from "./kata.ts";
import { tabTo } from "./keys.ts";
import { expectFine, LOOKS } from "./looks.ts";
import { STATIONS } from "./stations.ts";
import { isAlive, visit } from "./visit.ts";

const KEY = "movable-eras:onboarding:1";
const PATH = "onboarding/";
const [FIRST] = STATIONS as [(typeof STATIONS)[number]];

const check = (page: Page, at: number) => page.getByRole("region", { name: `Check ${at + 1}`, exact: true });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const stored = (page: Page) => page.evaluate((key) => localStorage.getItem(key), KEY);
const store = (page: Page, text: string) =>
  page.evaluate(([key, value]) => localStorage.setItem(key, value), [KEY, text] as const);

/** Answers a question with the keys that a group of radio buttons has. */
async function answer(page: Page, at: number, option: number): Promise<void> {
  const radios = check(page, at).getByRole("radio");
  const chosen = await radios.evaluateAll((all) => all.findIndex((each) => (each as HTMLInputElement).checked));
  await tabTo(page, radios.nth(Math.max(chosen, 0)));
  await page.keyboard.press("Space");
  const way = option - Math.max(chosen, 0);
  for (let by = 0; by < Math.abs(way); by++) await page.keyboard.press(way > 0 ? "ArrowDown" : "ArrowUp");
  await tabTo(page, check(page, at).getByRole("button", { name: "Check", exact: true }));
  await page.keyboard.press("Enter");
}

async function findOrder(page: Page, at: number, task: OrderTask): Promise<void> {
  const { era, release } = must(findEra(task.kernel), `kernel ${task.kernel}`);
  const { counterexample } = verify(task.scenario, era, release, { without: [...task.without, task.missing] });
  await tabTo(page, check(page, at).getByRole("button", { name: "Start", exact: true }));
  await page.keyboard.press("Enter");
  const hand = check(page, at).getByRole("button", { name: "Hand in this order" });
  await tabTo(page, hand);
  await page.keyboard.press("Enter");
  await check(page, at).getByText("The run is not over").waitFor();
  for (const choice of counterexample?.choices ?? []) await page.keyboard.press(String(choice + 1));
  await tabTo(page, hand);
  await page.keyboard.press("Enter");
}

test.describe("the path", () => {
  test("can be walked from the first station to the last by keyboard alone", async ({ page }) => {
    await page.goto(PATH);
    const next = () => page.locator("a[rel=next]");
    for (const [number, { id, title, check: specs }] of STATIONS.entries()) {
      await tabTo(page, next());
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/onboarding/${id}/`);
      await page.getByRole("heading", { level: 1, name: `${number + 1}. ${title}` }).waitFor();
      await isAlive(page);
      // Past the menus, as Starlight offers it to whoever comes by keyboard.
      await tabTo(page, page.getByRole("link", { name: "Skip to content" }));
      await page.keyboard.press("Enter");
      for (const [at, spec] of specs.entries()) {
        const task = taskOf(spec, findScenario);
        if (task.type === "order") await findOrder(page, at, task);
        else {
          const { options, judge } = choiceOf(task);
          await answer(
            page,
            at,
            options.findIndex((_, option) => judge(option).right),
          );
        }
        await check(page, at).getByText("passed", { exact: true }).waitFor();
      }
      await page.getByText("This station is done.").waitFor();
    }
    await tabTo(page, next());
    await page.keyboard.press("Enter");
    await page.waitForURL("**/onboarding/checklist/");
    await page.goto(PATH);
    await page.getByText(`${STATIONS.length} of ${STATIONS.length} stations passed`).waitFor();
  });

  test("says what is wrong with a wrong answer, keeps nothing of it, and lets one try again", async ({ page }) => {
    await visit(page, `${PATH}isolate/`);
    const [spec] = STATIONS.find(({ id }) => id === "isolate")?.check ?? [];
    const { options, judge } = choiceOf(taskOf(must(spec, "spec"), findScenario) as never);
    const right = options.findIndex((_, option) => judge(option).right);
    const wrong = (right + 1) % options.length;
    await answer(page, 0, wrong);
    await check(page, 0).getByText(judge(wrong).told).waitFor();
    expect(await stored(page)).toBeNull();
    const hint = check(page, 0).getByRole("button", { name: "Read a hint, then try again" });
    await expect(hint).toBeFocused();
    await expect(check(page, 0).getByRole("radio").nth(right)).toBeDisabled();
    await page.keyboard.press("Enter");
    await expect(check(page, 0)).toContainText("Hint 1.");
    await check(page, 0).getByRole("radio").nth(right).check();
    await check(page, 0).getByRole("button", { name: "Check", exact: true }).click();
    await page.getByText("1 of 2 passed.").waitFor();
    expect(JSON.parse((await stored(page)) ?? "")).toEqual({ version: 1, passed: ["isolate/0"] });
    await page.reload();
    await check(page, 0).getByText("Passed before.").waitFor();
  });
});

test("nobody passes by clicking down a list", async ({ page }) => {
  await visit(page, `${PATH}isolate/`);
  const [spec] = STATIONS.find(({ id }) => id === "isolate")?.check ?? [];
  const { options, judge } = choiceOf(taskOf(must(spec, "spec"), findScenario) as never);
  for (const option of options.keys()) {
    if (judge(option).right) continue;
    const hint = check(page, 0).getByRole("button", { name: "Read a hint, then try again" });
    if (await hint.isVisible()) await hint.click();
    await check(page, 0).getByRole("radio").nth(option).check();
    await check(page, 0).getByRole("button", { name: "Check", exact: true }).click();
  }
  await expect(check(page, 0)).toContainText("this one doesn’t count");
  expect(await stored(page)).toBeNull();
  await check(page, 0).getByRole("button", { name: "Ask me again" }).click();
  await expect(check(page, 0).getByRole("radio").first()).toBeEnabled();
});

test.describe("progress", () => {
  test("is exported, forgotten after a question, and imported again", async ({ page }) => {
    await page.goto(PATH);
    const keys = FIRST.check.map((_, at) => `${FIRST.id}/${at}`);
    await store(page, JSON.stringify({ version: 1, passed: keys }));
    await page.reload();
    await page.getByText(/^1 of \d+ stations passed/).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Export").click()]);
    const file = await download.path();
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ version: 1, passed: keys });

    await button(page, "Reset").click();
    await button(page, "Keep it").click();
    expect(await stored(page)).not.toBeNull();
    await button(page, "Reset").click();
    await button(page, "Forget it").click();
    await page.getByText(/^0 of \d+ stations passed/).waitFor();
    expect(await stored(page)).toBeNull();

    await page.getByLabel("Import").setInputFiles(file);
    await page.getByText(`Imported: ${keys.length} checks more.`).waitFor();
    await page.getByText(/^1 of \d+ stations passed/).waitFor();
  });

  for (const { what, text, told } of [
    { what: "half a text", text: "{", told: "It is not JSON." },
    { what: "a list", text: "[]", told: "It is not progress on this path" },
    { what: "another version", text: '{"version":2,"passed":[]}', told: "at version." },
    { what: "markup", text: '{"version":1,"passed":["<img src=x onerror=alert(1)>"]}', told: "at passed.0." },
    { what: "too many", text: `{"version":1,"passed":[${new Array(900).fill('"isolate/0"')}]}`, told: "at passed." },
    { what: "too much", text: " ".repeat(30_000), told: "It is longer than 20000 characters." },
  ]) {
    test(`survives what others stored: ${what}`, async ({ page }) => {
      await page.goto(PATH);
      await store(page, text);
      await page.reload();
      await page.getByText(told).waitFor();
      expect(await stored(page)).toBe(text);
      await page
        .getByLabel("Import")
        .setInputFiles({ name: "x.json", mimeType: "text/plain", buffer: Buffer.from(text) });
      await page.getByText("This file cannot be used.").waitFor();
      await page.goto(`${PATH}isolate/`);
      await page.getByText(told).waitFor();
      expect(await stored(page)).toBe(text);
    });
  }
});

test.describe("in every state", () => {
  for (const look of LOOKS) {
    test.describe(`at ${look.viewport.width} px in the ${look.colorScheme}`, () => {
      test.use(look);

      test("it is accessible, and no wider than the window", async ({ page }) => {
        await page.goto(PATH);
        await store(page, JSON.stringify({ version: 1, passed: FIRST.check.map((_, at) => `${FIRST.id}/${at}`) }));
        await page.reload();
        await page.getByText(/^1 of \d+ stations passed/).waitFor();
        await button(page, "Reset").click();
        await expectFine(page, "asks before it forgets");
        await visit(page, `${PATH}isolate/`);
        await check(page, 0).getByRole("radio").first().check();
        await check(page, 0).getByRole("button", { name: "Check", exact: true }).click();
        await check(page, 0).getByText("No.").waitFor();
        await expectFine(page, "a wrong answer");
        await visit(page, `${PATH}scheduler/`);
        await check(page, 0).getByRole("button", { name: "Start", exact: true }).click();
        await button(page, "Hand in this order").click();
        await expectFine(page, "a race");
      });
    });
  }

  test("ends with a patch that nobody labelled, for the reader and then for the tool", async ({ page }) => {
    const last = must(STATIONS.at(-1), "station");
    const kata = must(
      shippedKatas().find(({ id }) => id === last.patch),
      "kata",
    );
    await visit(page, `${PATH}${last.id}/`);
    await expect(page.locator("main")).not.toContainText(kata.title);
    await expect(page.locator("form.kata")).not.toContainText(must(kata.without?.[0], "guard"));
    await line(page, "added:").first().check();
    await answerKata(page, kata.answer);
    await page.locator("form.kata").getByRole("button", { name: "Check" }).click();
    await expect(page.locator(".kata-verdict")).toBeVisible();
    await page.locator("a.as-patch").click();
    await page.waitForURL("**/review/#**");
    const patch = page.getByRole("textbox", { name: /A diff of models/ });
    await expect(patch).toHaveValue(new RegExp(`^-.*k\\.guard\\("${kata.without?.[0]}"\\)`, "m"));
  });

  test("the check list is two sheets of paper at most", async ({ page }) => {
    await page.goto(`${PATH}checklist/`);
    for (const format of ["A4", "Letter"]) {
      const pdf = (await page.pdf({ format })).toString("latin1");
      const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      expect(sheets, format).toBeGreaterThan(0);
      expect(sheets, format).toBeLessThanOrEqual(2);
    }
  });

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });

    test("a station can be read, and says what to run", async ({ page }) => {
      await page.goto(`${PATH}isolate/`);
      await page
        .getByText("npm run -s eras -- explore isolate-races-deflate --era mops --without isolate:recheck")
        .waitFor();
      await expect(check(page, 0)).toHaveCount(0);
      await expect(page.getByRole("radio")).toHaveCount(0);
    });
  });
});
