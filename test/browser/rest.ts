/** A page at rest: all that it asks for by itself has come, and has done what it does. */
import { expect, type Page, type Request } from "@playwright/test";

/** To be called before the page is opened; what it returns waits. */
export function restOf(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let begun = 0;
  page.on("request", (request) => {
    open.add(request);
    begun++;
  });
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
  return async () => {
    // What has come may ask for more, when the page has the time for it.
    for (let known = -1; known !== begun; ) {
      known = begun;
      await expect.poll(() => open.size).toBe(0);
      await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    }
  };
}
