// What axe is not shown twice, and what it is always shown.

import { expect } from "@playwright/test";
import { dropRepeats } from "./repeats.ts";
import { test } from "./tab.ts";

const row = (name: string, inner: string) => `<li id="${name}">${inner}</li>`;

test("of rows that differ in their texts alone three are left, and each that differs in anything else", async ({
  page,
}) => {
  const rows = Array.from({ length: 9 }, (_, number) => row(`r${number}`, `<a href="#${number}">${number}</a>`));
  await page.setContent(
    `<main><ul>${rows.join("")}${row("bold", "<a href='#b'><b>b</b></a>")}${row("no-text", "<a href='#n'></a>")}</ul></main>`,
  );
  expect(await dropRepeats(page)).toBe(6);
  const left = await page.locator("li").evaluateAll((items) => items.map(({ id }) => id));
  expect(left).toEqual(["r0", "r1", "r2", "bold", "no-text"]);
});

test("of the words of code three of each colour are left", async ({ page }) => {
  const word = (colour: string) => `<span style="color:${colour}">word</span>`;
  const line = `<span class="line">${word("red")}${word("blue")}${word("red")}</span>`;
  await page.setContent(`<main><pre>${line.repeat(5)}</pre></main>`);
  await dropRepeats(page);
  await expect(page.locator("[style*=red]")).toHaveCount(3);
  await expect(page.locator("[style*=blue]")).toHaveCount(3);
});
