// A run of 10,000 steps in the player: rows are made where one looks, so that what a step costs does not grow with the run.
import { expect } from "@playwright/test";
import { longScenario } from "../views/player/long.ts";
import { embed } from "./embedded.ts";
import { test } from "./tab.ts";
import { visit } from "./visit.ts";

test("a run of 10,000 steps scrolls, and has rows only where one looks", async ({ page }) => {
  const steps = page.getByRole("region", { name: "Steps" });
  await visit(page, "scenarios/isolate-races-deflate/");
  await embed(page, longScenario(5_000), ["flags@6.17"]);
  await expect(page.getByRole("slider")).toHaveAttribute("max", "10000");
  await steps.evaluate((region) => region.scrollTo(0, region.scrollHeight / 2));
  await page.getByRole("cell", { name: "5000", exact: true }).waitFor();
  expect(await steps.getByRole("row").count()).toBeLessThan(60);
  await steps.focus();
  await page.keyboard.press("End");
  await page.getByRole("cell", { name: "10000", exact: true }).waitFor();
  expect(await steps.getByRole("row").count()).toBeLessThan(60);
});
