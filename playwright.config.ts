import { defineConfig } from "@playwright/test";
import { ARGUMENTS, findChromium } from "./src/tools/site/chromium.ts";

/** Milliseconds after which something hangs. What is only slow, on a machine that does much else, is never that slow. */
const PATIENCE = 120_000;

const { SITE_URL } = process.env;
const executablePath = findChromium();

export default defineConfig({
  testDir: "test/browser",
  outputDir: "node_modules/.cache/browser-tests",
  globalSetup: "./test/browser/setup.ts",
  // Nothing measures time, so nothing has to run alone.
  fullyParallel: true,
  workers: "100%",
  timeout: 10 * PATIENCE,
  expect: { timeout: PATIENCE },
  use: {
    // Set by the set-up, before the workers read this file.
    ...(SITE_URL && { baseURL: SITE_URL }),
    launchOptions: { ...(executablePath && { executablePath }), args: ARGUMENTS },
    viewport: { width: 1440, height: 900 },
    actionTimeout: PATIENCE,
    navigationTimeout: PATIENCE,
  },
});
