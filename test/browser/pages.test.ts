// What every page of the built site is held to, in a browser. Each is opened once, and then changes theme and width.

import { expect, type Page } from "@playwright/test";
import { listPages } from "../../src/tools/site/serve.ts";
import { structureViolations } from "./axe.ts";
import { over } from "./budgets.ts";
import { unreadable } from "./colours.ts";
import { meter } from "./cost.ts";
import { PHONE } from "./looks.ts";
import { dropRepeats } from "./repeats.ts";
import { test } from "./tab.ts";
import { visit } from "./visit.ts";

for (const path of listPages()) {
  test(`/${path} is accessible in both themes, fits every width, keeps to itself and to its budget`, async ({
    page,
    baseURL,
  }) => {
    const complaints = watch(page, baseURL ?? "");
    const measure = await meter(page);
    await visit(page, path);
    expect(over(path, await measure())).toEqual([]);
    await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
    for (const width of [2560, 320, 360, 390, 1440]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await guessed(page), `${width} px`).toEqual([]);
    }
    expect(await unreadable(page)).toEqual([]);
    await dropRepeats(page);
    expect(await structureViolations(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    expect(await unreadable(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
}

/**
 * What has a size that is guessed until it comes into sight: what stands below it moves then, and the focus with it, which lands far
 * out of the window.
 */
function guessed(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const skipped = [...document.querySelectorAll<HTMLElement | SVGElement>("body *")].filter(
      (element) => getComputedStyle(element).contentVisibility === "auto",
    );
    return skipped.flatMap((element) => {
      const guess = element.getBoundingClientRect().height;
      element.style.contentVisibility = "visible";
      const { height } = element.getBoundingClientRect();
      element.style.contentVisibility = "";
      return height === guess ? [] : [`${element.className}: ${guess} px, and then ${height}`];
    });
  });
}

/** Whatever the browser complains of, a refusal of the policy among it, and every request that leaves the site. */
function watch(page: Page, site: string): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(site)) complaints.push(request.url());
  });
  return complaints;
}
