// npm run screenshots [-- PART]: the pages of the built site, narrow and wide, light and dark, as PNG files to look at.
// With PART only the pages that have it in their address: `npm run screenshots -- walkthroughs/`.

import { fileURLToPath } from "node:url";
import { launch } from "./site/chromium.ts";
import { serveSite } from "./site/serve.ts";

const folder = fileURLToPath(new URL("../../screenshots/", import.meta.url));
const [part = ""] = process.argv.slice(2);

const site = await serveSite();
const pages = site.pages.filter((page) => page.includes(part));
if (pages.length === 0) {
  await site.close();
  console.error(
    `No page of the built site has "${part}" in its address, for example: ${site.pages.slice(0, 5).join(" ")}`,
  );
  process.exit(2);
}
const browser = await launch();
try {
  for (const [done, page] of pages.entries()) {
    console.log(`${done + 1} of ${pages.length}: /${page}`);
    const name = page.replace(/\/$|\.html$/g, "").replaceAll("/", "-") || "index";
    for (const width of [390, 1440]) {
      for (const colorScheme of ["light", "dark"] as const) {
        const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        await tab.goto(site.url + page, { waitUntil: "networkidle" });
        await tab.screenshot({ path: `${folder}${name}-${width}-${colorScheme}.png`, fullPage: true });
        await tab.close();
      }
    }
  }
  console.log(`Written to ${folder}`);
} finally {
  await browser.close();
  await site.close();
}
