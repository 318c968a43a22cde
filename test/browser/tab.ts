/**
 * One tab for the tests of a worker, in which page after page is opened, each as if it were the first: nothing is kept for it, and nothing was stored. In a
 * tab of its own a page costs two or three times as much: the browser starts a process for it, which compiles all scripts anew. What needs a context
 * of its own (no scripts, a touch screen, permissions, a second tab, a clock that stands) takes the `test` of Playwright.
 */
import { test as base, type Page } from "@playwright/test";

export const test = base.extend<{ page: Page }, { tab: Page }>({
  tab: [
    async ({ browser }, use) => {
      // What a test is given by its options, a worker has to ask for.
      const context = await browser.newContext({ baseURL: process.env.SITE_URL ?? "" });
      const page = await context.newPage();
      // test/browser/cost.ts counts what a page loads, and what is in the cache costs nothing.
      const session = await context.newCDPSession(page);
      await session.send("Network.enable");
      await session.send("Network.setCacheDisabled", { cacheDisabled: true });
      await use(page);
      await context.close();
    },
    { scope: "worker" },
  ],
  // After a test that failed there is another worker, and so another tab.
  page: async ({ tab, viewport, colorScheme, contextOptions }, use) => {
    await tab.emulateMedia({ media: null, colorScheme, reducedMotion: contextOptions.reducedMotion ?? null });
    if (viewport !== null) await tab.setViewportSize(viewport);
    await use(tab);
    await leave(tab);
  },
});

/** Nothing of the page goes on, and nothing of it is found by the next one. */
export async function leave(page: Page): Promise<void> {
  page.removeAllListeners();
  await page.unrouteAll();
  // Where the site has no page and so no script, but its storage: a page may store something when it is left.
  await page.goto("/");
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
}
