// The player in use: jumps, keys, a phone, reduced motion, no scripts, and links.

import { expect, type Page, test } from "@playwright/test";
import { stepLabel } from "../../models/step_labels.ts";
import { differs } from "../../src/engine/compare/lineup.ts";
import { open as openSession } from "../../src/engine/compare/session.ts";
import { must } from "../../src/engine/must.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { sentence as sentenceOf } from "../../src/views/player/told.ts";
import { violations } from "./axe.ts";
import { tabTo } from "./keys.ts";
import { expectFine, PHONE } from "./looks.ts";
import { visit } from "./visit.ts";

const ID = "isolate-races-deflate";
const KERNELS = ["aops@5.10", "mops@6.16", "flags@6.17"];
const { rows, columns } = openSession({
  scenario: findScenario(ID),
  kernels: KERNELS,
  without: [],
  choices: null,
  step: 0,
});
const aops = must(columns[0], "run of aops");
const count = aops.trace.steps.length;

const open = (page: Page, hash = "", id = ID) => visit(page, `scenarios/${id}/${hash}`);

const steps = (page: Page) => page.getByRole("region", { name: "Steps" });
const at = async (page: Page) =>
  Number(/^Step (\d+) of/.exec((await page.locator(".debugger .slider").textContent()) ?? "")?.[1] ?? Number.NaN);
const sentence = (page: Page) => page.locator(".sentence").textContent();

/** Of the page that is shown first. */
const value = (page: Page, field: string) =>
  page
    .locator("tr", { has: page.getByRole("rowheader", { name: field, exact: true }) })
    .getByRole("button")
    .first();

/** The steps that a key leads to, until it leads nowhere. */
async function follow(page: Page, key: string): Promise<number[]> {
  const seen: number[] = [];
  for (let before = await at(page); ; before = must(seen.at(-1), "place seen last")) {
    await page.keyboard.press(key);
    const now = await at(page);
    if (now === before) return seen;
    seen.push(now);
  }
}

test.describe("with the keyboard alone", () => {
  test("goes to every difference between the eras, and to every change of a value that was asked about", async ({
    page,
  }) => {
    await open(page);
    await steps(page).focus();
    // Between two steps of this kernel too, where another one takes one more.
    const different = rows.flatMap((row, index) => (differs(row) ? [aops.taken[index + 1]] : []));
    const next = page.getByRole("button", { name: "Next difference" });
    const met: number[] = [];
    while ((await next.getAttribute("aria-disabled")) !== "true") {
      await page.keyboard.press("n");
      met.push(await at(page));
    }
    expect(met).toEqual(different);
    await page.keyboard.press("Home");
    await value(page, "_refcount").click();
    await steps(page).focus();
    const changes = aops.trace.steps.flatMap(({ writes, n }) =>
      writes.some(({ object, field }) => `${object} ${field}` === "page 0 _refcount") ? n + 1 : [],
    );
    expect(await follow(page, "w")).toEqual(changes);
    expect(await follow(page, "Shift+W")).toEqual(changes.toReversed().slice(1));
  });

  test("is reached with Tab, steps with arrows, and says what happened", async ({ page }) => {
    await open(page);
    await tabTo(page, steps(page));
    await page.keyboard.press("End");
    await expect.poll(() => at(page)).toBe(count);
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => at(page)).toBe(count - 1);
    const { actor, step } = must(aops.trace.steps.at(-2), "step before the last");
    const what = sentenceOf({ actor, step }, aops.trace);
    expect(await sentence(page)).toBe(what);
    await expect(page.locator("[aria-current=step] button")).toHaveText(stepLabel(step, []));
    await expect(page.locator(".verdict .said")).toHaveAttribute("aria-live", "polite");
  });

  test("lists its keys", async ({ page }) => {
    await open(page);
    await steps(page).focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  test("leaves the keys alone where something else has the focus", async ({ page }) => {
    await open(page);
    await page.getByLabel("Speed").focus();
    for (const key of ["n", "ArrowRight", "End", " "]) await page.keyboard.press(key);
    await page.keyboard.press("Escape");
    expect(await at(page)).toBe(0);
  });
});

test.describe("a state of the screen", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`is accessible in the ${colorScheme}: in the middle, with everything open, and at the end`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await open(page);
      await steps(page).focus();
      for (const key of ["n", "n", "End"]) {
        await page.keyboard.press(key);
        await page.evaluate(() =>
          document.querySelectorAll(".debugger details:not([open]) summary").forEach((each) => {
            (each as HTMLElement).click();
          }),
        );
        expect(await violations(page)).toEqual([]);
      }
      for (const name of ["Story", "Kernels"]) {
        await page.getByRole("button", { name, exact: true }).click();
        expect(await violations(page), name).toEqual([]);
        await page.keyboard.press("Escape");
      }
    });
  }

  test("with a guard left out says what is broken, names the invariant, and is accessible", async ({ page }) => {
    await open(page, "#g=balloon:count-back&p=999", "balloon-compaction");
    await page.locator(".broken").first().waitFor();
    await expect(page.locator(".broken").first()).toHaveText(/^I-9 is broken\. I-9 \(.*isolated_pages/);
    expect(await violations(page)).toEqual([]);
  });

  test("comes back with the address", async ({ page }) => {
    await open(page);
    await steps(page).focus();
    await page.keyboard.press("n");
    const there = [await at(page), await sentence(page)];
    await page.waitForURL(/#.*p=\d+/);
    await page.reload();
    await expect.poll(async () => [await at(page), await sentence(page)]).toEqual(there);
    await expect(page.getByRole("region", { name: "About the link" })).toHaveCount(0);
  });

  test("says of a link that makes no sense what is wrong with it", async ({ page }) => {
    await open(page, "#p=minus&e=hurd&v=00000000&m=dance&k=hurd&f=2");
    await expect(page.getByRole("region", { name: "About the link" })).toHaveText(
      /hurd[\s\S]*00000000|00000000[\s\S]*hurd/,
    );
    for (const told of ["m= (the panel)", "k= (the kernel in view)", "f= (whether every order was tried)"])
      await expect(page.getByRole("region", { name: "About the link" })).toContainText(told);
    expect(await at(page)).toBe(0);
  });

  test("has the guards in their lines: out, and back, at the same step", async ({ page }) => {
    await open(page, "#e=mops");
    const told = page.locator(".guards-button strong");
    const recheck = must(columns[1], "run of mops").trace.steps.findIndex(({ step }) => step === "isolate:recheck") + 1;
    await expect(page.getByRole("group", { name: "Kernel in view" }).getByRole("button")).toHaveCount(1);
    await page.getByRole("slider").fill(String(recheck));
    const guard = page
      .getByRole("region", { name: "Code" })
      .getByRole("checkbox", { name: "isolate:recheck", exact: true });
    await guard.click();
    expect([await told.textContent(), await at(page)]).toEqual(["without isolate:recheck", recheck]);
    expect(await violations(page)).toEqual([]);
    await guard.click();
    expect([await told.textContent(), await at(page)]).toEqual(["all in place", recheck]);
  });

  test("shows other kernels, and fewer", async ({ page }) => {
    await open(page);
    await page.getByRole("button", { name: "Kernels", exact: true }).click();
    await page.getByLabel("Kernel 2").selectOption("mops@6.1");
    await page.getByRole("button", { name: "Take flags@6.17 away" }).click();
    await page.keyboard.press("Escape");
    const eras = page.getByRole("group", { name: "Kernel in view" }).getByRole("button");
    await expect(eras).toHaveCount(2);
    await eras.nth(1).click();
    await expect(page.getByRole("region", { name: "Verdict" })).toContainText("Linux 6.1");
  });
});

test.describe("on another memory", () => {
  test("keeps that in the address, over Back and a new start, and goes back to the scenario's own", async ({
    page,
  }) => {
    await open(page, "", "isolate-races-slab");
    const kernels = page.getByRole("button", { name: /^Kernels/ });
    const memory = page.getByLabel("memory:");
    await kernels.click();
    await expect(memory).toHaveValue("sc");
    await memory.selectOption("tso-ll");
    await expect(kernels).toHaveText("Kernels on tso-ll");
    await expect.poll(() => new URL(page.url()).hash).toContain("o=tso-ll");
    await expect(page.getByRole("dialog", { name: "Kernels to compare" })).toContainText("load buffering");
    await expectFine(page, "the choice of a memory");
    await page.reload();
    await expect(kernels).toHaveText("Kernels on tso-ll");
    await kernels.click();
    await memory.selectOption("sc");
    await expect(kernels).toHaveText("Kernels");
    await page.goBack();
    await expect(kernels).toHaveText("Kernels on tso-ll");
    await page.goBack();
    await expect(kernels).toHaveText("Kernels");
  });
});

test.describe("who wrote it?", () => {
  test("is answered with the actor, the step and the line, and with the one before that", async ({ page }) => {
    await open(page, "#e=mops&g=isolate:recheck&c=0:3.1:4.0:2&p=9");
    const why = page.locator(".why");
    await expect(why).toContainText("VM_BUG_ON(!mops)");
    await value(page, "mapping").click();
    await expect(why).toContainText("The driver wrote it in step 6");
    await expect(why).toContainText("Before, it was &balloon_mops | 2");
    await expect(why.locator("pre")).not.toBeEmpty();
    await value(page, "mapping").click();
    await expect(why).toContainText("Before that nobody wrote it in this run");
    await value(page, "mapping").click();
    await steps(page).focus();
    await page.keyboard.press("Shift+W");
    await expect.poll(() => at(page)).toBe(6);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  test("has one panel in sight, the others beside it, and no keys where there is no keyboard", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await open(page);
    const inSight = (name: string) =>
      expect(page.getByRole("region", { name, exact: true })).toBeInViewport({ ratio: 0.9 });
    await inSight("Lanes");
    for (const [button, name] of [
      ["Code", "Code"],
      ["Memory", "Machine"],
    ] as const) {
      await page.getByRole("group", { name: "Panel to look at" }).getByRole("button", { name: button }).click();
      await inSight(name);
    }
    await expect(page.getByRole("button", { name: "Keys" })).toBeHidden();
    const forward = await page.getByRole("button", { name: "Forward" }).boundingBox();
    expect([forward?.width, forward?.height].every((side) => (side ?? 0) >= 44)).toBe(true);
    await page.getByRole("button", { name: "Forward" }).click();
    expect(await at(page)).toBe(1);
    await expectFine(page);
  });

  test("brings the lane of each step into sight, however many actors there are", async ({ page }) => {
    await open(page, "", "speculative-reference");
    await steps(page).focus();
    const { length } = openSession({
      ...{ scenario: findScenario("speculative-reference"), kernels: ["aops"], without: [], choices: null, step: 0 },
    }).rows;
    expect(length).toBeGreaterThan(10);
    for (let step = 1; step <= length; step++) {
      await page.keyboard.press("ArrowDown");
      await expect(page.locator("[aria-current=step] button")).toBeInViewport({ ratio: 1 });
    }
  });
});

test.describe("the still version", () => {
  const isStill = async (page: Page) => {
    for (const dead of [".debugger", ".copy-link"]) await expect(page.locator(dead).first(), dead).toBeHidden();
    await expect(page.getByRole("columnheader", { name: /^flags/ })).toBeVisible();
    await expect(page.getByText("A scanner, such as compaction, finds a page")).toBeVisible();
  };

  test("is the story and the table of the run on paper", async ({ page }) => {
    await open(page);
    await page.emulateMedia({ media: "print" });
    await isStill(page);
  });

  test.describe("without scripts", () => {
    test.use({ javaScriptEnabled: false });

    test("is the story and the table of the run", async ({ page }) => {
      await page.goto(`scenarios/${ID}/`);
      await isStill(page);
    });
  });
});
