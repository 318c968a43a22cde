import { defineConfig } from "vitest/config";
import { modelVersion } from "./src/site/build/model_version.ts";

// The browser tests are Playwright's: playwright.config.ts.
export default defineConfig({
  define: { __MODEL_VERSION__: JSON.stringify(modelVersion()) },
  test: {
    name: "unit",
    include: ["test/**/*.test.ts"],
    exclude: ["test/browser/**"],
    // One for each processor.
    maxWorkers: "100%",
    // Milliseconds after which something hangs: some explore thousands of interleavings, on machines that do much else.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
  },
});
