/** A scenario's page in a browser, with one of its ways to look at it chosen. */
import type { Browser, Page } from "playwright-core";
import { inject } from "vitest";

export type Mode = "Watch" | "Race" | "Every order" | "Predict";

export async function openMode(
  browser: Browser,
  id: string,
  mode: Mode,
  options: Parameters<Browser["newPage"]>[0] = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  page.setDefaultTimeout(20_000);
  await page.goto(`${inject("url")}scenarios/${id}/`);
  // Before its script has come, nothing answers.
  await page.locator("astro-island:not([ssr]) .modes").waitFor();
  await page.getByRole("tab", { name: mode }).click();
  await page.locator(mode === "Watch" ? ".player" : ".race").waitFor();
  return page;
}

export async function choose(page: Page, kernel: string): Promise<void> {
  await page.getByLabel("On kernel", { exact: true }).selectOption(kernel);
}
