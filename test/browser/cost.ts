/** What a page costs: what it loads, by kind and as gzip, and how steadily it appears. */
import { gzipSync } from "node:zlib";
import type { Page, Response } from "@playwright/test";
import { restOf } from "./rest.ts";

export interface Cost {
  ours: number;
  scripts: number;
  text: number;
  shift: number;
}

/** By address: most of what pages load is the same. */
const sizes = new Map<string, number>();

/**
 * To be called before a tab opens its page. If it has opened others, it must keep nothing of them (tab.ts): what is in a cache costs nothing. What it
 * returns waits until nothing is on its way any more.
 */
export async function meter(page: Page): Promise<() => Promise<Cost>> {
  const responses: Response[] = [];
  const rest = restOf(page);
  page.on("response", (response) => responses.push(response));
  const script = await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });

  return async () => {
    await rest();
    await script.dispose();
    const cost = { ours: 0, scripts: 0, text: 0 };
    for (const response of responses) {
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
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: { shift: number } }).seen);
    const kB = (bytes: number) => Math.round(bytes / 100) / 10;
    const { ours, scripts, text } = cost;
    return {
      ours: kB(ours),
      scripts: kB(scripts),
      text: kB(text),
      // Less than a thousandth is less than a pixel, which nobody sees.
      shift: Math.round(seen.shift * 1000) / 1000,
    };
  };
}
