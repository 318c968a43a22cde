// Links in a real browser: what one reader sees another one sees, and what a stranger sends can do no harm.
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import type { Release } from "../../models/era.ts";
import { mops } from "../../models/mops/index.ts";
import { execute } from "../../src/run/execute.ts";
import { findScenario } from "../../src/scenario/files.ts";
import { links } from "../links/hostile.ts";
import { launch } from "./chromium.ts";

const ADDRESS = `${inject("url")}workshop/`;
const packed = (text: string) => deflateRawSync(text).toString("base64url");

const FOREIGN = "script, iframe, object, embed, img, base";

let browser: Browser;
/** Elements of that kind on the page itself. */
let own: number;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  const plain = await browser.newPage();
  await plain.goto(ADDRESS);
  await editor(plain).waitFor();
  own = await plain.locator(FOREIGN).count();
  await plain.close();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  page = await context.newPage();
});
afterEach(() => context.close());

const editor = (on = page) => on.getByRole("textbox", { name: "Scenario, as YAML" });

async function copied(): Promise<string> {
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("Copied.").waitFor();
  const link = await page.getByLabel("The link").inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  return link;
}

describe("a link", () => {
  it("leads to the scenario, the guards, the order and the step that it names", async () => {
    await page.goto(`${ADDRESS}#s=isolate-races-deflate&e=mops&g=isolate:recheck&c=0:3.1:2&p=4`);
    await page.getByText("Step 4 of").waitFor();
    expect(await editor().inputValue()).toContain("A scanner isolates a page while its balloon lets go of it");
    await page.getByText("Run without isolate:recheck, in the order that the link gives.").waitFor();
    // The trace has a step for each of its choices, and those that follow from them.
    const { steps, verdict } = execute(findScenario("isolate-races-deflate"), mops, mops.releases[0] as Release, {
      without: ["isolate:recheck"],
      choices: [0, 0, 0, 1, 1],
    });
    const row = page.getByRole("region", { name: "Results" }).locator("tbody tr");
    expect(await row.locator("th, td").allTextContents()).toEqual([
      "mops",
      expect.stringContaining(verdict.kind === "ok" ? "as expected" : verdict.kind),
      String(steps.length),
    ]);
    const link = new URL(await copied());
    expect(link.hash).toMatch(/^#v=[0-9a-f]{8}-[0-9a-f]{8}&x=[\w-]+&e=mops&g=isolate:recheck&c=0:3\.1:2&p=4$/);
  });

  it("to an edited scenario opens it elsewhere, as it was", async () => {
    await page.goto(ADDRESS);
    await editor().focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("# Grüße <b>&amp;</b>\n");
    const text = await editor().inputValue();
    const link = await copied();
    const elsewhere = await browser.newPage();
    await elsewhere.goto(link);
    await expect.poll(() => editor(elsewhere).inputValue()).toBe(text);
    await elsewhere.getByRole("heading", { name: "Step by step" }).waitFor();
    expect(await elsewhere.getByText("does not quite fit").count()).toBe(0);
    await elsewhere.close();
  });

  it("that was made with other models says so, and shows the nearest thing", async () => {
    await page.goto(`${ADDRESS}#v=00000000-00000000&s=isolate-races-deflate&e=mops&g=isolate:gone&c=0.7.0&p=900`);
    const said = page.getByRole("region", { name: "About the link" });
    await expect.poll(() => said.textContent()).toContain("made with other models");
    await page.getByText(/Step (\d+) of \1/).waitFor();
    const text = await said.textContent();
    expect(text).toContain('g= (the guards that are left out): "isolate:gone", which is not there.');
    expect(text).toContain("choice 2 of 3 is actor 7");
    expect(text).toContain("p= (the step): step 900.");
  });
});

const HOSTILE = [
  "s=<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>=1",
  "s=../../../etc/passwd",
  "s=javascript:alert(1)",
  "s=__proto__&e=constructor&g=toString",
  `c=0:99999.1:99999&s=two-scanners`,
  "c=9:99999&p=99999&s=two-scanners",
  `x=${packed("title: <img src=x onerror=alert(1)>")}`,
  `x=${packed("<script>alert(1)</script>: 1")}`,
  `x=${packed("[".repeat(100_000))}`,
  `x=${deflateRawSync(Buffer.alloc(40_000_000)).toString("base64url")}`,
  `x=${packed("a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n".repeat(50))}`,
  `x=${packed(`${"a ".repeat(100_000)}`)}`,
  `x=${packed("machine: { pages: 4194304 }")}`,
  "%",
  "=%ff%fe",
  `x=${"A".repeat(70_000)}`,
];

describe("on the page of a scenario", () => {
  const scenario = `${inject("url")}scenarios/isolate-races-deflate/`;
  const at = (step: number, on = page) => on.getByText(`Step ${step} of`);

  it("the address follows the reader, and a copied link leads another one to the same step", async () => {
    await page.goto(scenario);
    // Before it is alive, nothing happens when a button is pressed.
    await page.waitForSelector("astro-island:not([ssr])");
    await page.getByRole("button", { name: "Forward", exact: true }).click();
    await at(1).waitFor();
    await page.getByRole("button", { name: "Copy link to this step" }).click();
    const link = await page.getByLabel("The link").inputValue();
    expect(new URL(link).hash).toMatch(/^#v=[0-9a-f]{8}-[0-9a-f]{8}&e=[\w@.,]+&p=1$/);
    await expect.poll(() => page.url()).toBe(link);
    const elsewhere = await browser.newPage();
    await elsewhere.goto(link);
    await at(1, elsewhere).waitFor();
    expect(await elsewhere.getByText("does not quite fit").count()).toBe(0);
    await elsewhere.close();
  });

  it("a link to another scenario leads to the workshop", async () => {
    await page.goto(`${scenario}#s=two-scanners&p=2`);
    await page.getByText("s= (the scenario): it is another scenario.").waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    expect(await page.getByText("does not quite fit").count()).toBe(0);
    await page.getByRole("link", { name: "Edit it in the workshop" }).click();
    await editor().waitFor();
    await expect
      .poll(() => editor().inputValue())
      .toContain("A scanner isolates a page while its balloon lets go of it");
  });
});

/** Collects what should not happen on the page: a dialog, an error, a request that leaves the site. */
function harm(): string[] {
  const happened: string[] = [];
  page.on("dialog", (dialog) => {
    happened.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("pageerror", (error) => happened.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(inject("url")) && /^https?:/.test(request.url())) happened.push(request.url());
  });
  return happened;
}

describe("a hostile link", () => {
  it.each(HOSTILE.map((hash) => ({ hash, name: hash.slice(0, 50) })))("$name", async ({ hash }) => {
    const happened = harm();
    await page.goto(`${ADDRESS}#${hash}`);
    await editor().waitFor();
    // The page answers, and can be used.
    await page.getByLabel("Start from").selectOption("start");
    await page.getByRole("button", { name: "Load", exact: true }).click();
    await expect.poll(() => editor().inputValue()).toContain("title: My scenario");
    expect(await page.locator(FOREIGN).count()).toBe(own);
    expect(happened).toEqual([]);
  });

  it("is one of 150 made at random: none does harm on the page of a scenario", async () => {
    const happened = harm();
    await page.goto(`${inject("url")}scenarios/isolate-races-deflate/`, { waitUntil: "networkidle" });
    const before = await page.locator(FOREIGN).count();
    const told = await page.evaluate(
      async (hashes) => {
        let told = 0;
        for (const hash of hashes) {
          location.hash = hash;
          await new Promise((done) => setTimeout(done, 20));
          if (document.querySelector(".link-problems")) told++;
        }
        return told;
      },
      fc.sample(links, { seed: 5, numRuns: 150 }),
    );
    expect(told).toBeGreaterThan(50);
    await page.getByRole("slider").fill("1");
    await page.getByText("Step 1 of").waitFor();
    expect(await page.locator(FOREIGN).count()).toBe(before);
    expect(happened).toEqual([]);
  });
});
