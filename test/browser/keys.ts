/** The keyboard, as a reader has it who has nothing else. */
import type { Locator, Page } from "@playwright/test";

const LONGEST = 400;

/** Tab, until what is wanted has the focus. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < LONGEST; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way by Tab to ${wanted}`);
}

export async function press(page: Page, keys: string): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
