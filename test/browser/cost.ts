/** What a page costs: what it loads, by kind and as gzip, and how fast and how steadily it appears. */
import { gzipSync } from "node:zlib";
import type { Page, Response } from "playwright-core";

export interface Cost {
  ours: number;
  scripts: number;
  text: number;
  paint: number;
  shift: number;
}

/** By address: most of what pages load is the same. */
const sizes = new Map<string, number>();

/**
 * To be called before a tab opens its first page; what it returns, when a page is at rest. Every page is opened as if the
 * tab had never been on the site.
 */
export async function meter(page: Page): Promise<() => Promise<Cost>> {
  const responses: Response[] = [];
  page.on("response", (response) => {
    // What the page before asked for late is not this one's.
    if (response.request().isNavigationRequest()) responses.length = 0;
    responses.push(response);
  });
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await page.addInitScript(() => {
    sessionStorage.clear();
    localStorage.clear();
    const seen = { paint: 0, shift: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntries()) seen.paint = startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  return async () => {
    const cost = { ours: 0, scripts: 0, text: 0 };
    for (const response of responses.splice(0)) {
      const url = response.url();
      const type = response.headers()["content-type"] ?? "";
      const kind = /javascript|wasm/.test(type) ? "scripts" : /html|css/.test(type) ? "text" : undefined;
      if (kind === undefined) continue;
      const size = sizes.get(url) ?? gzipSync(await response.body()).length;
      sizes.set(url, size);
      cost[kind] += size;
      if (url.includes("/_astro/own/")) cost.ours += size;
    }
    const inline = await page.evaluate(() => [...document.scripts].map(({ text }) => text).join("\n"));
    cost.scripts += gzipSync(inline).length;
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: { paint: number; shift: number } }).seen);
    const kB = (bytes: number) => Math.round(bytes / 100) / 10;
    const { ours, scripts, text } = cost;
    return {
      ours: kB(ours),
      scripts: kB(scripts),
      text: kB(text),
      paint: Math.round(seen.paint),
      // Less than a thousandth is less than a pixel, which nobody sees.
      shift: Math.round(seen.shift * 1000) / 1000,
    };
  };
}
