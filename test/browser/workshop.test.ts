// The workshop, used as a reader uses it: the same checks and the same runs as in the terminal, and all of it by keyboard.
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { findEra } from "../../models/index.ts";
import { execute } from "../../src/run/execute.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { violations } from "./axe.ts";
import { launch } from "./chromium.ts";

const EXAMPLE = readFileSync("content/workshop/start.yaml", "utf8");
const ADDRESS = `${inject("url")}workshop/`;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(ADDRESS);
  await editor().waitFor();
});
afterEach(() => page.close());

const editor = () => page.getByRole("textbox", { name: "Scenario, as YAML" });
const button = (name: string) => page.getByRole("button", { name, exact: true });
const problems = () => page.getByLabel("What is wrong with the scenario");

/** Rows of the table of results: kernel, verdict, steps. */
async function results(): Promise<string[]> {
  await page
    .getByText(/As expected|could not be run/, { exact: false })
    .first()
    .waitFor();
  const rows = await page.getByRole("region", { name: "Results" }).locator("tbody tr").all();
  const cells = await Promise.all(rows.map((row) => row.locator("th, td").allTextContents()));
  return cells.map((row) => row.join(" "));
}

async function typeAtEnd(text: string): Promise<void> {
  await editor().focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(text);
}

describe("the workshop", () => {
  it("shows a mistake where it is, as the terminal words it, and runs what was repaired", async () => {
    await typeAtEnd("expekt: 1\n");
    const line = EXAMPLE.split("\n").length;
    await expect.poll(() => problems().textContent()).toContain(`line ${line}, column 1`);
    expect(await problems().textContent()).toContain(
      'unknown key "expekt" in the scenario. Expected one of title, story',
    );
    expect(await page.locator(".marks .wrong").textContent()).toBe("expekt");
    expect(await button("Run").isDisabled()).toBe(true);

    await button(`line ${line}, column 1`).click();
    await page.keyboard.press("Shift+End");
    await page.keyboard.insertText("without: []");
    await expect.poll(() => problems().textContent()).toContain("Well formed.");
    await button("Run").click();
    const scenario = loadScenario(`${EXAMPLE}without: []\n`, "x.yaml");
    const expected = ["aops", "mops", "flags"].map((id) => {
      const { era, release } = findEra(id) as NonNullable<ReturnType<typeof findEra>>;
      return `${id} as expected ${execute(scenario, era, release).steps.length}`;
    });
    expect(await results()).toEqual(expected);
    await page.getByRole("heading", { name: "Step by step" }).waitFor();
  });

  it("says what did not come out as expected, and where a kernel has no such driver", async () => {
    const text = EXAMPLE.replace("balloon: { pages: 0 }", "balloon: { pages: 1 }");
    await editor().fill(text);
    await button("Run").click();
    expect((await results())[0]).toMatch(/^aops another end: devices\.balloon\.pages is 0, expected 1/);

    await page.getByLabel("Start from").selectOption("z3fold-moves");
    await button("Load").click();
    await expect.poll(() => editor().inputValue()).toContain("z3fold");
    await button("Run").click();
    await expect.poll(results).toContainEqual(expect.stringMatching(/^flags Not run: .*z3fold/));
  });

  it("downloads the text and opens it again, byte for byte", async () => {
    await typeAtEnd("# Grüße, 页面\n");
    const [download] = await Promise.all([page.waitForEvent("download"), button("Download").click()]);
    expect(download.suggestedFilename()).toBe("my-scenario.yaml");
    const path = await download.path();
    expect(readFileSync(path, "utf8")).toBe(`${EXAMPLE}# Grüße, 页面\n`);

    await button("Forget my text").click();
    await expect.poll(() => editor().inputValue()).toBe(EXAMPLE);
    await page.locator("input[type=file]").setInputFiles(path);
    await expect.poll(() => editor().inputValue()).toBe(`${EXAMPLE}# Grüße, 页面\n`);
  });

  it("refuses a file that is no scenario, and keeps the text", async () => {
    const buffer = Buffer.alloc(300 * 1024, "x");
    await page.locator("input[type=file]").setInputFiles({ name: "<b>.yaml", mimeType: "text/plain", buffer });
    await page.getByText("has 307200 bytes. A scenario has at most 262144").waitFor();
    expect(await editor().inputValue()).toBe(EXAMPLE);
  });

  it("keeps a draft, and brings back a text that another one replaced", async () => {
    await typeAtEnd("# mine\n");
    await page.getByText("Your text is kept in this browser only").waitFor();
    await page.reload();
    await expect.poll(() => editor().inputValue()).toBe(`${EXAMPLE}# mine\n`);
    await page.getByLabel("Start from").selectOption("two-scanners");
    await button("Load").click();
    await expect.poll(() => editor().inputValue()).not.toContain("# mine");
    await button("Bring my text back").click();
    await expect.poll(() => editor().inputValue()).toBe(`${EXAMPLE}# mine\n`);
  });

  it("does not trust what is stored", async () => {
    for (const stored of [
      "{",
      '{"name":"<img src=x>","text":"a: 1"}',
      '{"text":1}',
      "null",
      `"${"x".repeat(600_000)}"`,
    ]) {
      await page.evaluate((value) => localStorage.setItem("movable-eras:workshop", value), stored);
      await page.reload();
      await expect.poll(() => editor().inputValue()).toBe(EXAMPLE);
    }
  });

  it("ends a run that takes long when it is asked to", async () => {
    const actors = Array.from({ length: 8 }, (_, index) => `  a${index}: [{ compact: { zone: Normal } }]\n`).join("");
    const long = EXAMPLE.replace("pages: 8, pageblock: 4, block: 8", "pages: 65536, pageblock: 1, block: 1")
      .replace(/actors:\n.*?\n\n/s, `actors:\n${actors}\n`)
      .replace(/order:\n.*?\n\n/s, "order: open\n\n");
    await editor().fill(long);
    await expect.poll(() => problems().textContent()).toContain("Well formed.");
    await button("Run").click();
    await button("Cancel").click();
    await page.getByText("Stopped: cancelled.").waitFor();
    expect(await button("Cancel").count()).toBe(0);
  });
});

describe("with the keyboard alone", () => {
  it("text is completed, and Tab leaves the editor", async () => {
    await typeAtEnd("without: [");
    await page.keyboard.type("isolate:rech");
    await page.getByRole("option", { name: "isolate:recheck-isolated" }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => editor().inputValue()).toMatch(/without: \[isolate:recheck\]?$/);
    await page.keyboard.press("Tab");
    expect(await editor().evaluate((element) => element === document.activeElement)).toBe(false);
    await page.keyboard.press("Shift+Tab");
    expect(await editor().evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("a scenario is run", async () => {
    await button("Run").focus();
    await page.keyboard.press("Enter");
    expect(await results()).toHaveLength(3);
  });
});

describe("in every state", () => {
  it.each([
    { width: 1440, colorScheme: "light" as const },
    { width: 390, colorScheme: "dark" as const },
  ])("it is accessible, and no wider than $width px", async ({ width, colorScheme }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.reload();
    await editor().waitFor();
    const look = async (state: string) => {
      expect(await violations(page), state).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBe(width);
    };
    await button("Run").click();
    await results();
    await page.getByRole("heading", { name: "Step by step" }).waitFor();
    await look("has run");
    await typeAtEnd("without: [");
    await page.keyboard.type("iso");
    await page.getByRole("listbox", { name: "What can stand here" }).getByRole("option").first().waitFor();
    await look("completes");
    await page.keyboard.press("Escape");
    await problems().getByRole("button").first().waitFor();
    await look("has a problem");
    await page.goto(`${ADDRESS}#s=two-scanners&v=00000000&g=nope`);
    await page.getByText("The link does not quite fit").waitFor();
    await look("has a link that does not fit");
  });
});
