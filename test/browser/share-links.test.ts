// Links in a real browser: what one reader sees another one sees, and what a stranger sends can do no harm.
import { deflateRawSync } from "node:zlib";
import { expect, type Page } from "@playwright/test";
import fc from "fast-check";
import { mops } from "../../models/mops/index.ts";
import { decode } from "../../src/engine/links/decode.ts";
import { execute } from "../../src/engine/run/execute.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { links } from "../engine/links/hostile.ts";
import { embed } from "./embedded.ts";
import { test } from "./tab.ts";
import { visit } from "./visit.ts";

const ADDRESS = "workshop/";
const packed = (text: string) => deflateRawSync(text).toString("base64url");

const FOREIGN = "script, iframe, object, embed, img, base";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const editor = (page: Page) => page.getByRole("textbox", { name: "Scenario, as YAML" });

async function copied(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("Copied.").waitFor();
  const link = await page.getByLabel("The link").inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  return link;
}

test.describe("a link", () => {
  test("leads to the scenario, the guards, the order and the step that it names", async ({ page }) => {
    await page.goto(`${ADDRESS}#s=isolate-races-deflate&e=mops&g=isolate:recheck&c=0:3.1:2&p=4`);
    await page.getByText("Step 4 of").waitFor();
    expect(await editor(page).inputValue()).toContain("A scanner isolates a page while its balloon lets go of it");
    await page.getByText("Run without isolate:recheck, in the order that the link gives.").waitFor();
    // The trace has a step for each of its choices, and those that follow from them.
    const { steps, verdict } = execute(findScenario("isolate-races-deflate"), mops, mops.releases[0], {
      without: ["isolate:recheck"],
      choices: [0, 0, 0, 1, 1],
    });
    const row = page.getByRole("region", { name: "Results" }).locator("tbody tr");
    await expect(row.locator("th, td")).toHaveText([
      "mops",
      verdict.kind === "ok" ? /as expected/ : new RegExp(verdict.kind),
      String(steps.length),
    ]);
    const link = new URL(await copied(page));
    expect(link.hash).toMatch(/^#v=[0-9a-f]{8}-[0-9a-f]{8}&x=[\w-]+&e=mops&g=isolate:recheck&c=0:3\.1:2&p=4$/);
  });

  test("leads to the memory that it names, and one that is made of that does too", async ({ page }) => {
    // Only where loads may return older values is the order one in which the list is corrupted.
    const order = "g=isolate:rmb-type&o=tso-ll&c=1.0:3.1:3.4.3:2.0:5";
    await page.goto(`${ADDRESS}#s=isolate-races-slab&e=mops@6.12&${order}`);
    await page.getByText("Run on memory tso-ll, without isolate:rmb-type, in the order that the link gives.").waitFor();
    await expect(page.getByRole("region", { name: "Results" }).locator("tbody tr")).toContainText("list-corruption");
    await page.getByText("Step 0 of").waitFor();
    expect(new URL(await copied(page)).hash).toContain("&o=tso-ll");
  });

  test("says so where there is no room for the memory that it names", async ({ page }) => {
    const six = Array.from({ length: 6 }, (_, at) => `  scanner${at}: [{ isolate: { page: 0 } }]`).join("\n");
    await page.goto(
      `${ADDRESS}#x=${packed(`title: Six scanners\nstory: All at once.\nactors:\n${six}\nexpect: { verdict: ok }\n`)}&o=rmo`,
    );
    await page.getByText("The scenario's own memory counts.").waitFor();
    await page.getByRole("region", { name: "Results" }).locator("tbody tr").first().waitFor();
    expect(await page.getByText("Run on memory").count()).toBe(0);
  });

  test("to an edited scenario opens it elsewhere, as it was", async ({ page }) => {
    await page.goto(ADDRESS);
    await editor(page).focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("# Grüße <b>&amp;</b>\n");
    const text = await editor(page).inputValue();
    const link = await copied(page);
    const elsewhere = await page.context().newPage();
    await elsewhere.goto(link);
    await expect(editor(elsewhere)).toHaveValue(text);
    await elsewhere.getByRole("heading", { name: "Step by step" }).waitFor();
    await expect(elsewhere.getByText("does not quite fit")).toHaveCount(0);
    await elsewhere.close();
  });

  test("that was made with other models says so, and shows the nearest thing", async ({ page }) => {
    await page.goto(`${ADDRESS}#v=00000000-00000000&s=isolate-races-deflate&e=mops&g=isolate:gone&c=0.7.0&p=900`);
    const said = page.getByRole("region", { name: "About the link" });
    await expect(said).toContainText("made with other models");
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

test.describe("on the page of a scenario", () => {
  const scenario = "scenarios/isolate-races-deflate/";
  const at = (page: Page, step: number) => page.getByText(`Step ${step} of`);

  test("the address follows the reader, and a copied link leads another one to the same step", async ({ page }) => {
    await visit(page, scenario);
    await page.getByRole("button", { name: "Forward", exact: true }).click();
    await at(page, 1).waitFor();
    await page.getByRole("button", { name: "Copy link" }).click();
    const link = await page.getByLabel("The link").inputValue();
    expect(new URL(link).hash).toMatch(/^#v=[0-9a-f]{8}-[0-9a-f]{8}&e=[\w@.,]+&p=1$/);
    await expect.poll(() => page.url()).toBe(link);
    const elsewhere = await page.context().newPage();
    await elsewhere.goto(link);
    await at(elsewhere, 1).waitFor();
    await expect(elsewhere.getByText("does not quite fit")).toHaveCount(0);
    await elsewhere.close();
  });

  test("a link to another scenario leads to the workshop", async ({ page }) => {
    await page.goto(`${scenario}#s=two-scanners&p=2`);
    await page.getByText("s= (the scenario): it is another scenario.").waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await expect(page.getByText("does not quite fit")).toHaveCount(0);
    await page.getByRole("link", { name: "Edit it in the workshop" }).click();
    await editor(page).waitFor();
    await expect
      .poll(() => editor(page).inputValue())
      .toContain("A scanner isolates a page while its balloon lets go of it");
  });
});

/** Collects what should not happen on the page: a dialog, an error, a request that leaves the site. */
function harm(page: Page, site = ""): string[] {
  const happened: string[] = [];
  page.on("dialog", (dialog) => {
    happened.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("pageerror", (error) => happened.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(site) && /^https?:/.test(request.url())) happened.push(request.url());
  });
  return happened;
}

test("a player that is gone writes no address any more: another would take it for a link", async ({ page }) => {
  await visit(page, "scenarios/balloon-compaction/");
  const player = page.getByRole("region", { name: "Debugger" });
  await player.getByRole("slider").focus();
  await page.keyboard.press("ArrowRight");
  await embed(page, findScenario("lost-wakeup"), ["mops@6.16"]);
  await page.locator("#embedded").getByRole("region", { name: "Debugger" }).waitFor();
  // Longer than an address takes to be written.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1_000)));
  expect(new URL(page.url()).hash).toBe("");
});

test.describe("a hostile link", () => {
  for (const hash of HOSTILE) {
    test(`#${hash.slice(0, 50)}`, async ({ page, baseURL }) => {
      await page.goto(ADDRESS);
      await editor(page).waitFor();
      // What the page itself has of that kind.
      const own = await page.locator(FOREIGN).count();
      await page.goto("about:blank");
      const happened = harm(page, baseURL);
      await page.goto(`${ADDRESS}#${hash}`);
      await editor(page).waitFor();
      // The page answers, and can be used.
      await page.getByLabel("Start from").selectOption("start");
      await page.getByRole("button", { name: "Load", exact: true }).click();
      await expect.poll(() => editor(page).inputValue()).toContain("title: My scenario");
      await expect(page.locator(FOREIGN)).toHaveCount(own);
      expect(happened).toEqual([]);
    });
  }

  test("is one of 150 made at random: none does harm on the page of a scenario", async ({ page, baseURL }) => {
    const happened = harm(page, baseURL);
    await visit(page, "scenarios/isolate-races-deflate/");
    const before = await page.locator(FOREIGN).count();
    const about = page.getByRole("region", { name: "About the link" });
    let told = 0;
    for (const text of fc.sample(links, { seed: 5, numRuns: 150 })) {
      const hash = await follow(page, text);
      if (!hash.includes("=") || (await decode(hash)).problems.length === 0) continue;
      // The player writes the address too, and may do so just before it would have read this one.
      await expect(async () => {
        await follow(page, text);
        await about.waitFor({ timeout: 5_000 });
      }).toPass();
      await about.getByRole("button", { name: "Dismiss" }).click();
      told++;
    }
    expect(told).toBeGreaterThan(50);
    // The last of the links may still be opened, and has a step of its own.
    const first = async () => {
      await page.getByRole("slider").fill("1");
      return page.getByText("Step 1 of").count();
    };
    await expect.poll(first).toBeGreaterThan(0);
    await expect(page.locator(FOREIGN)).toHaveCount(before);
    expect(happened).toEqual([]);
  });
});

/** As the browser has it then. */
function follow(page: Page, hash: string): Promise<string> {
  return page.evaluate((hash) => {
    location.hash = "";
    location.hash = hash;
    return location.hash.slice(1);
  }, hash);
}
