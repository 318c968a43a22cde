// Runs once before the browser tests: there is a browser, and the built site is being served.
// Where, the workers learn from their environment (playwright.config.ts).

import { ensureChromium } from "../../src/tools/site/chromium.ts";
import { serveSite } from "../../src/tools/site/serve.ts";

export default async function setup(): Promise<() => Promise<void>> {
  process.env.CHROMIUM_PATH = ensureChromium();
  const { url, close } = await serveSite();
  process.env.SITE_URL = url;
  return close;
}
