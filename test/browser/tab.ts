/**
 * One tab of each kind for the tests of a worker, in which page after page is opened, each as if it were the first: nothing is kept for it, and nothing was
 * stored. In a tab of its own a page costs two or three times as much: the browser starts a process for it, which compiles all scripts anew.
 * What needs a context of its own (a clock that stands) takes the `test` of Playwright.
 */
import { type Browser, type BrowserContextOptions, test as base, type Page } from "@playwright/test";

/** What a context is from its beginning to its end. */
type Kind = Pick<BrowserContextOptions, "javaScriptEnabled" | "hasTouch" | "isMobile" | "permissions">;

export const test = base.extend<{ page: Page }, { tabOf: (kind: Kind) => Promise<Page> }>({
  tabOf: [
    async ({ browser }, use) => {
      const tabs = new Map<string, Page>();
      await use(async (kind) => {
        const name = JSON.stringify(kind);
        const tab = tabs.get(name) ?? (await openTab(browser, kind));
        tabs.set(name, tab);
        return tab;
      });
      for (const tab of tabs.values()) await tab.context().close();
    },
    { scope: "worker" },
  ],
  // After a test that failed there is another worker, and so another tab.
  page: async (
    { tabOf, javaScriptEnabled, hasTouch, isMobile, permissions, viewport, colorScheme, contextOptions },
    use,
  ) => {
    const tab = await tabOf({ javaScriptEnabled, hasTouch, isMobile, ...(permissions && { permissions }) });
    await tab.emulateMedia({ media: null, colorScheme, reducedMotion: contextOptions.reducedMotion ?? null });
    if (viewport !== null) await tab.setViewportSize(viewport);
    await use(tab);
    await leave(tab);
  },
});

async function openTab(browser: Browser, kind: Kind): Promise<Page> {
  // What a test is given by its options, a worker has to ask for.
  const context = await browser.newContext({ ...kind, baseURL: process.env.SITE_URL ?? "" });
  const page = await context.newPage();
  // test/browser/cost.ts counts what a page loads, and what is in the cache costs nothing.
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  return page;
}

/** Nothing of the page goes on, and nothing of it is found by the next one. */
export async function leave(page: Page): Promise<void> {
  page.removeAllListeners();
  await page.unrouteAll();
  for (const other of page.context().pages()) if (other !== page) await other.close();
  // Nothing of the next one lies under the pointer.
  await page.mouse.move(0, 0);
  // Where the site has no page and so no script, but its storage: a page may store something when it is left.
  await page.goto("/");
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
}
