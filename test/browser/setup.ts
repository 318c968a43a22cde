// Runs once before the browser tests: there is a browser, and the built site is being served.
// Where, the workers learn from their environment (playwright.config.ts).

import { ensureChromium } from "./chromium.ts";
import { serveSite } from "./serve.ts";

export default async function setup(): Promise<() => Promise<void>> {
  process.env.CHROMIUM_PATH = ensureChromium();
  const { url, close } = await serveSite();
  process.env.SITE_URL = url;
  return close;
}
