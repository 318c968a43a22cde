/** How a page is looked at, and what must be true of all that is seen. */
import { expect, type Page } from "@playwright/test";
import { violations } from "./axe.ts";

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
export const SMALL_PHONE = { width: 360, height: 640 };

/** For tests of a state: by day on a desk, and by night on a phone. */
export const LOOKS = [
  { viewport: DESK, colorScheme: "light" },
  { viewport: PHONE, colorScheme: "dark" },
] as const;

/** It is accessible, and no wider than the window. */
export async function expectFine(page: Page, state?: string): Promise<void> {
  expect(await violations(page), state).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBe(page.viewportSize()?.width);
}
