// The series, patch by patch: all of them, in order, and from each a way to the player on the kernels around it.
import { expect } from "@playwright/test";
import { findScenario, shippedScenarios } from "../../src/knowledge/scenarios/files.ts";
import { changesIn } from "../../src/knowledge/series/changes.ts";
import { findSeries } from "../../src/knowledge/series/files.ts";
import { pointsOf, SERIES } from "../../src/knowledge/series/points.ts";
import { test } from "./tab.ts";

for (const id of SERIES) {
  test.describe(`the series of ${id}`, () => {
    test("has its patches in order, each with its commit", async ({ page }) => {
      await page.goto(`series/${id}/`);
      const titles = await page.locator("[id^=patch-]").allTextContents();
      const { patches } = findSeries(id);
      expect(titles.map((title) => title.trim())).toEqual(patches.map(({ number, title }) => `${number}. ${title}`));
      const commits = await page.locator(".commit > a").allTextContents();
      expect(commits).toEqual(patches.flatMap(({ commit, part_of }) => commit ?? part_of ?? []));
    });

    test("has the table that is computed here", async ({ page }) => {
      await page.goto(`series/${id}/scenarios/`);
      const rows = await page
        .locator("tbody tr")
        .evaluateAll((all) => all.map((row) => [...row.children].map(({ textContent }) => textContent?.trim())));
      const words = { end: "end", steps: "steps", calls: "reads" };
      const computed = changesIn(id, shippedScenarios().map(findScenario)).map(({ scenario, at }) => [
        scenario.id,
        ...at.slice(1).map((each) => (each === null ? "cannot run" : each === "same" ? "" : words[each.seen])),
      ]);
      expect(rows.sort()).toEqual(computed.sort());
    });
  });
}

test("puts the player on the kernels before and after a patch", async ({ page }) => {
  await page.goto("series/2025/scenarios/");
  const at = pointsOf("2025").findIndex(({ name }) => name === "mops@6.16-p12");
  const row = page.locator("tr", { has: page.getByRole("link", { name: "zs-free-while-isolated", exact: true }) });
  await row
    .locator("td")
    .nth(at - 1)
    .getByRole("link")
    .click();
  await page.waitForURL(/scenarios\/zs-free-while-isolated\/#/);
  expect(page.url()).toContain("e=mops@6.16-p11,mops@6.16-p12");
  const player = page.locator("astro-island");
  await player.getByText("6.16-p12").first().waitFor();
  await expect(player.getByText("6.16-p11")).not.toHaveCount(0);
});

test("shows the code that a patch changes when it is asked to, by keyboard too", async ({ page }) => {
  await page.goto("series/2025/");
  const section = page.locator("section", { has: page.locator("#patch-12") });
  await section.locator("summary").focus();
  await page.keyboard.press("Enter");
  const gone = section.locator("figure", { hasText: "reset_zpdesc" }).locator(".diff-gone").filter({ visible: true });
  await gone.waitFor();
  await expect(gone).toContainText("__ClearPageMovable(page)");
});
