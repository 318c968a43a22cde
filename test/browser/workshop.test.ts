// The workshop, used as a reader uses it: the same checks and the same runs as in the terminal, and all of it by keyboard.

import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { findEra } from "../../models/index.ts";
import { must } from "../../src/engine/must.ts";
import { execute } from "../../src/engine/run/execute.ts";
import { loadScenario } from "../../src/engine/scenario/load.ts";
import { expectFine, LOOKS } from "./looks.ts";

const EXAMPLE = readFileSync("content/workshop/start.yaml", "utf8");
const ADDRESS = "workshop/";

test.beforeEach(async ({ page }) => {
  await page.goto(ADDRESS);
  await editor(page).waitFor();
});

const editor = (page: Page) => page.getByRole("textbox", { name: "Scenario, as YAML" });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const problems = (page: Page) => page.getByLabel("What is wrong with the scenario");

/** Rows of the table of results: kernel, verdict, steps. */
async function results(page: Page): Promise<string[]> {
  await page
    .getByText(/As expected|could not be run/, { exact: false })
    .first()
    .waitFor();
  const rows = await page.getByRole("region", { name: "Results" }).locator("tbody tr").all();
  const cells = await Promise.all(rows.map((row) => row.locator("th, td").allTextContents()));
  return cells.map((row) => row.join(" "));
}

async function typeAtEnd(page: Page, text: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(text);
}

test.describe("the workshop", () => {
  test("shows a mistake where it is, as the terminal words it, and runs what was repaired", async ({ page }) => {
    await typeAtEnd(page, "expekt: 1\n");
    const line = EXAMPLE.split("\n").length;
    await expect(problems(page)).toContainText(`line ${line}, column 1`);
    await expect(problems(page)).toContainText('unknown key "expekt" in the scenario. Expected one of title, story');
    await expect(page.locator(".marks .wrong")).toHaveText("expekt");
    await expect(button(page, "Run")).toBeDisabled();

    await button(page, `line ${line}, column 1`).click();
    await page.keyboard.press("Shift+End");
    await page.keyboard.insertText("without: []");
    await expect(problems(page)).toContainText("Well formed.");
    await button(page, "Run").click();
    const scenario = loadScenario(`${EXAMPLE}without: []\n`, "x.yaml");
    const expected = ["aops", "mops", "flags"].map((id) => {
      const { era, release } = must(findEra(id), `kernel ${id}`);
      return `${id} as expected ${execute(scenario, era, release).steps.length}`;
    });
    expect(await results(page)).toEqual(expected);
    await page.getByRole("heading", { name: "Step by step" }).waitFor();
  });

  test("runs a scratch idea that has no sources", async ({ page }) => {
    await editor(page).fill(EXAMPLE.replace(/^sources:\n(?: .*\n)*/m, ""));
    await expect(problems(page)).toContainText("Well formed.");
    await button(page, "Run").click();
    expect(await results(page)).toHaveLength(3);
  });

  test("says all that is wrong at once, and writes the name that was meant", async ({ page }) => {
    await editor(page).fill(
      EXAMPLE.replace("pageblock: 4", "pageblock: 5")
        .replace("driver: virtio-balloon", "driver: virtio-baloon")
        .replace("compact:", "compat:"),
    );
    await expect(problems(page).getByRole("listitem")).toHaveCount(3);
    await expect(page.locator(".marks .says")).toContainText([
      "machine.pageblock is 5",
      "did you mean virtio-balloon?",
      "did you mean compact?",
    ]);
    await button(page, "Write virtio-balloon").click();
    await button(page, "Write compact").click();
    await expect(problems(page).getByRole("listitem")).toHaveCount(1);
    await expect(editor(page)).toHaveValue(EXAMPLE.replace("pageblock: 4", "pageblock: 5"));
  });

  test.describe("at 1100 px", () => {
    test.use({ viewport: { width: 1100, height: 800 } });

    test("shows results beside the text", async ({ page }) => {
      const text = await page.locator(".editor").boundingBox();
      const side = await page.getByRole("region", { name: "Results" }).boundingBox();
      expect(must(side, "results").x).toBeGreaterThanOrEqual(must(text, "editor").x + must(text, "editor").width);
      expect(must(side, "results").y).toBeLessThanOrEqual(must(text, "editor").y);
    });
  });

  test("says what did not come out as expected, and where a kernel has no such driver", async ({ page }) => {
    const text = EXAMPLE.replace("balloon: { pages: 0 }", "balloon: { pages: 1 }");
    await editor(page).fill(text);
    await button(page, "Run").click();
    expect((await results(page))[0]).toMatch(/^aops another end: devices\.balloon\.pages is 0, expected 1/);

    await page.getByLabel("Start from").selectOption("z3fold-moves");
    await button(page, "Load").click();
    await expect.poll(() => editor(page).inputValue()).toContain("z3fold");
    await button(page, "Run").click();
    await expect.poll(() => results(page)).toContainEqual(expect.stringMatching(/^flags Not run: .*z3fold/));
  });

  test("downloads the text and opens it again, byte for byte", async ({ page }) => {
    await typeAtEnd(page, "# Grüße, 页面\n");
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Download").click()]);
    expect(download.suggestedFilename()).toBe("my-scenario.yaml");
    const path = await download.path();
    expect(readFileSync(path, "utf8")).toBe(`${EXAMPLE}# Grüße, 页面\n`);

    await button(page, "Forget my text").click();
    await expect(editor(page)).toHaveValue(EXAMPLE);
    await page.locator("input[type=file]").setInputFiles(path);
    await expect(editor(page)).toHaveValue(`${EXAMPLE}# Grüße, 页面\n`);
  });

  test("refuses a file that is no scenario, and keeps the text", async ({ page }) => {
    const buffer = Buffer.alloc(300 * 1024, "x");
    await page.locator("input[type=file]").setInputFiles({ name: "<b>.yaml", mimeType: "text/plain", buffer });
    await page.getByText("has 307200 bytes. A scenario has at most 262144").waitFor();
    await expect(editor(page)).toHaveValue(EXAMPLE);
  });

  test("keeps a draft, and brings back a text that another one replaced", async ({ page }) => {
    await typeAtEnd(page, "# mine\n");
    await page.getByText("Your text is kept in this browser only").waitFor();
    await page.reload();
    await expect(editor(page)).toHaveValue(`${EXAMPLE}# mine\n`);
    await page.getByLabel("Start from").selectOption("two-scanners");
    await button(page, "Load").click();
    await expect.poll(() => editor(page).inputValue()).not.toContain("# mine");
    await button(page, "Bring my text back").click();
    await expect(editor(page)).toHaveValue(`${EXAMPLE}# mine\n`);
  });

  test("does not trust what is stored", async ({ page }) => {
    for (const stored of [
      "{",
      '{"name":"<img src=x>","text":"a: 1"}',
      '{"text":1}',
      "null",
      `"${"x".repeat(600_000)}"`,
    ]) {
      await page.evaluate((value) => localStorage.setItem("movable-eras:workshop", value), stored);
      await page.reload();
      await expect(editor(page)).toHaveValue(EXAMPLE);
    }
  });

  test("ends a run that takes long when it is asked to", async ({ page }) => {
    const actors = Array.from({ length: 8 }, (_, index) => `  a${index}: [{ compact: { zone: Normal } }]\n`).join("");
    const long = EXAMPLE.replace("pages: 8, pageblock: 4, block: 8", "pages: 65536, pageblock: 1, block: 1")
      .replace(/actors:\n.*?\n\n/s, `actors:\n${actors}\n`)
      .replace(/order:\n.*?\n\n/s, "order: open\n\n");
    await editor(page).fill(long);
    await expect(problems(page)).toContainText("Well formed.");
    await button(page, "Run").click();
    await button(page, "Cancel").click();
    await page.getByText("Stopped: cancelled.").waitFor();
    await expect(button(page, "Cancel")).toHaveCount(0);
  });
});

test.describe("with the keyboard alone", () => {
  test("text is completed, and Tab leaves the editor", async ({ page }) => {
    await typeAtEnd(page, "without: [");
    await page.keyboard.type("isolate:rech");
    await page.getByRole("option", { name: "isolate:recheck-isolated" }).waitFor();
    await page.keyboard.press("Enter");
    await expect(editor(page)).toHaveValue(/without: \[isolate:recheck\]?$/);
    // What is wrong with it comes a moment later, and stands where Tab leads to.
    await expect(problems(page)).toContainText("broken YAML");
    await page.keyboard.press("Tab");
    await expect(editor(page)).not.toBeFocused();
    await page.keyboard.press("Shift+Tab");
    await expect(editor(page)).toBeFocused();
  });

  test("a scenario is run", async ({ page }) => {
    await button(page, "Run").focus();
    await page.keyboard.press("Enter");
    expect(await results(page)).toHaveLength(3);
  });
});

test.describe("in every state", () => {
  for (const look of LOOKS) {
    test.describe(`at ${look.viewport.width} px in the ${look.colorScheme}`, () => {
      test.use(look);

      test("it is accessible, and no wider than the window", async ({ page }) => {
        await button(page, "Run").click();
        await results(page);
        await page.getByRole("heading", { name: "Step by step" }).waitFor();
        await expectFine(page, "has run");
        await typeAtEnd(page, "without: [");
        await page.keyboard.type("iso");
        await page.getByRole("listbox", { name: "What can stand here" }).getByRole("option").first().waitFor();
        await expectFine(page, "completes");
        await page.keyboard.press("Escape");
        await problems(page).getByRole("button").first().waitFor();
        await expectFine(page, "has a problem");
        await page.goto(`${ADDRESS}#s=two-scanners&v=00000000&g=nope`);
        await page.getByText("The link does not quite fit").waitFor();
        await expectFine(page, "has a link that does not fit");
      });
    });
  }
});
