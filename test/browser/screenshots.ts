// npm run screenshots: the pages of the built site, narrow and wide, light and dark, as PNG files to look at.

import { fileURLToPath } from "node:url";
import { launch } from "./chromium.ts";
import { representative } from "./representative.ts";
import { serveSite } from "./serve.ts";

const folder = fileURLToPath(new URL("../../screenshots/", import.meta.url));

const site = await serveSite();
const browser = await launch();
try {
  for (const page of representative(site.pages)) {
    for (const width of [390, 1440]) {
      for (const colorScheme of ["light", "dark"] as const) {
        const name = page.replace(/\/$|\.html$/g, "").replaceAll("/", "-") || "index";
        const path = `${folder}${name}-${width}-${colorScheme}.png`;
        const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        await tab.goto(site.url + page, { waitUntil: "networkidle" });
        await tab.screenshot({ path, fullPage: true });
        await tab.close();
        console.log(path);
      }
    }
  }
} finally {
  await browser.close();
  await site.close();
}
