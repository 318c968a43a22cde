/** A page of the site, opened. */
import { expect, type Page } from "@playwright/test";

/** Until its scripts answer: before that nothing happens when a button is pressed. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await isAlive(page);
}

export async function isAlive(page: Page): Promise<void> {
  await expect(page.locator("astro-island[ssr]")).toHaveCount(0);
}
