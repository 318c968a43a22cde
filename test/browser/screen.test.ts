// One screen: at both sizes of a desk, at every step of ten scenarios, all regions but the story lie inside the window; and the address holds all.
import { expect, type Page } from "@playwright/test";
import { kernelsFor } from "../../src/engine/scenario/runnable.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { embed } from "./embedded.ts";
import { choose, openMode } from "./modes.ts";
import { test } from "./tab.ts";
import { visit } from "./visit.ts";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
];
/** One to four actors, two to sixteen pages, all drivers. */
const SCENARIOS = [
  "isolate-races-deflate",
  "balloon-compaction",
  "two-scanners-and-the-owner",
  "speculative-reference",
  "allocator-must-not-wait",
  "offline-three-kinds",
  "z3fold-moves",
  "zs-free-while-isolated",
  "vmw-reset-or-migrate",
  "lost-wakeup",
];
const REGIONS = ["Lanes", "Code", "Machine", "Verdict", "Controls"];

/** Regions that are not wholly inside the window, at each step of the kernel in view. */
function outside(page: Page, regions: readonly string[]) {
  return page.evaluate(async (names) => {
    const root = document.querySelector(".debugger") as HTMLElement;
    const slider = root.querySelector("input[type=range]") as HTMLInputElement;
    const found: string[] = [];
    const frame = () => new Promise(requestAnimationFrame);
    for (let step = 0; step <= Number(slider.max); step++) {
      if (step > 0) root.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
      await frame();
      if (slider.valueAsNumber !== step) found.push(`step ${step} is not reached`);
      for (const name of names) {
        const { left, top, right, bottom, width, height } = (
          root.querySelector(`[aria-label="${name}"]`) as HTMLElement
        ).getBoundingClientRect();
        const isIn = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight + 0.5;
        if (!isIn || width < 200 || height < 40) found.push(`step ${step}: ${name}`);
      }
      const row = root.querySelector("[aria-current=step]")?.getBoundingClientRect();
      const lanes = root.querySelector(".lanes")?.getBoundingClientRect();
      if (step > 0 && !(row && lanes && row.top >= lanes.top && row.bottom <= lanes.bottom + 0.5))
        found.push(`step ${step}: its row`);
    }
    return found;
  }, regions);
}

for (const viewport of SIZES) {
  test.describe(`${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport });

    for (const id of SCENARIOS) {
      test(`all of ${id} is in sight`, async ({ page }) => {
        await visit(page, `scenarios/${SCENARIOS[0]}/`);
        const scenario = findScenario(id);
        const kernels = kernelsFor(scenario).map(({ era, release }) => `${era.id}@${release.id}`);
        await embed(page, scenario, kernels);
        for (const kernel of kernels) {
          await choose(page, kernel);
          await page.keyboard.press("Home");
          await page.getByRole("slider").fill("0");
          expect(await outside(page, REGIONS), kernel).toEqual([]);
        }
      });
    }
  });
}

test("the story is a drawer", async ({ page }) => {
  await visit(page, `scenarios/${SCENARIOS[0]}/`);
  const story = page.getByRole("region", { name: "Story" });
  await expect(story).toBeHidden();
  await page.getByRole("button", { name: "Story" }).click();
  await expect(story).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(story).toBeHidden();
});

test.describe("the address", () => {
  const eras = (page: Page) => page.getByRole("group", { name: "Kernel in view" }).getByRole("button");
  const tab = (page: Page) => page.getByRole("tab", { selected: true });

  test("holds panel, kernels, guards, order, step and search; Back and reload bring them back", async ({ page }) => {
    await openMode(page, SCENARIOS[0] ?? "", "Every order");
    await choose(page, "mops@6.16");
    await page.getByRole("button", { name: "Guards:" }).click();
    await page.getByRole("dialog").getByRole("checkbox", { name: "isolate:recheck", exact: true }).uncheck();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Find a failure" }).click();
    await page.getByRole("button", { name: "Watch it" }).click();
    const verdict = page.getByRole("region", { name: "Verdict" });
    await expect(verdict).toContainText("VM_BUG_ON(!mops)");
    await expect(eras(page)).toHaveCount(3);
    await expect(tab(page)).toHaveText("Watch");
    await page.waitForURL(/k=mops/);
    await page.reload();
    await expect(verdict).toContainText("VM_BUG_ON(!mops)");
    await expect(eras(page)).toHaveCount(3);
    await page.goBack();
    await expect(tab(page)).toHaveText("Every order");
    // The search is made again, after a reload.
    await page.getByRole("button", { name: "Watch it" }).waitFor();
    await expect(page.locator(".guards-button")).toContainText("without isolate:recheck");
    // To before the search, and to before the guard was taken out.
    await page.goBack();
    await page.goBack();
    await expect(page.locator(".guards-button")).toContainText("all in place");
    await expect(page.getByRole("tablist")).toBeVisible();
  });

  test("drops no era when a race is run, and the race goes on from the step in view", async ({ page }) => {
    await visit(page, `scenarios/${SCENARIOS[0]}/#p=2`);
    await page.getByText("Step 2 of").waitFor();
    await page.getByRole("tab", { name: "Race" }).click();
    await expect(page.getByRole("region", { name: "Steps taken" }).getByRole("button")).toHaveCount(2);
    await page.getByRole("tab", { name: "Race" }).focus();
    await page.keyboard.press("2");
    await expect(page.getByRole("region", { name: "Steps taken" }).getByRole("button")).toHaveCount(3);
    await expect(eras(page)).toHaveCount(3);
    await page.goBack();
    await expect(tab(page)).toHaveText("Watch");
    await page.getByText("Step 2 of").waitFor();
  });
});
