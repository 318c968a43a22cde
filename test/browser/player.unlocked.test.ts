// What a run reaches without a lock: marked where it happens, and the two sides of a meeting point at each other.

import { expect } from "@playwright/test";
import { findEra } from "../../models/index.ts";
import { must } from "../../src/engine/must.ts";
import { bareIn } from "../../src/engine/races/index.ts";
import { execute } from "../../src/engine/run/execute.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { violations } from "./axe.ts";
import { test } from "./tab.ts";
import { visit } from "./visit.ts";

const ID = "isolate-races-deflate";
const KERNEL = "aops@5.10";

function expected() {
  const scenario = findScenario(ID);
  const { era, release } = must(findEra(KERNEL), "such kernel");
  const trace = execute(scenario, era, release);
  const choices = trace.steps.map(({ actor }) => trace.actors.indexOf(actor));
  return bareIn({ scenario, kernel: KERNEL, without: [] }, choices);
}

test("the sides of a meeting point at each other, and their steps are marked", async ({ page }) => {
  const all = expected();
  const { early, late } = must(all.at(-1), "such meeting");
  await visit(page, `scenarios/${ID}/#e=${KERNEL}`);
  const lanes = page.getByRole("region", { name: "Steps" });
  await expect(lanes.locator("span.bare")).toHaveCount(0);
  await page.getByText("Without a lock", { exact: true }).click();
  const bare = new Set(all.flatMap((each) => [each.early.at, each.late.at]));
  await expect(lanes.locator("span.bare")).toHaveCount(bare.size);

  const box = page.locator(".unlocked");
  const slider = page.locator(".debugger .slider");
  const step = (at: number) =>
    box
      .locator("li")
      .getByRole("button", { name: `step ${at + 1}`, exact: true })
      .first();
  await box
    .locator("p")
    .getByRole("button", { name: `step ${late.at + 1}`, exact: true })
    .click();
  await expect(slider).toContainText(`Step ${late.at + 1} of`);
  await expect(box.locator("li").first()).toContainText(`${late.where}()`);
  await step(early.at).click();
  await expect(slider).toContainText(`Step ${early.at + 1} of`);
  await step(late.at).click();
  await expect(slider).toContainText(`Step ${late.at + 1} of`);
  expect(await violations(page)).toEqual([]);

  await page.getByText("Without a lock", { exact: true }).click();
  await expect(lanes.locator("span.bare")).toHaveCount(0);
});
