// What opens without a script may be open before the page's own have come. Then it shows what it would have shown after them.
import { expect, test } from "@playwright/test";
import { isAlive } from "./visit.ts";

const OPENED = [
  { button: "Guards:", shown: "Put all back" },
  { button: "Without a lock", shown: /This step meets nobody|by the|In this run/ },
];

for (const { button, shown } of OPENED) {
  test(`${button} is filled that was opened before there was a script`, async ({ page }) => {
    const scripts = Promise.withResolvers<void>();
    await page.route(/\.js$/, async (route) => {
      await scripts.promise;
      await route.continue();
    });
    await page.goto("scenarios/isolate-races-deflate/", { waitUntil: "commit" });
    const opener = page.locator("button, summary").filter({ hasText: button });
    await opener.click();
    await expect(page.locator("astro-island[ssr]")).not.toHaveCount(0);
    scripts.resolve();
    await isAlive(page);
    await expect(page.getByText(shown).first()).toBeVisible();
  });
}
