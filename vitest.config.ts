import { defineConfig } from "vitest/config";
import { modelVersion } from "./src/links/model_version.ts";

export default defineConfig({
  test: {
    projects: [
      {
        define: { __MODEL_VERSION__: JSON.stringify(modelVersion()) },
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**"],
          // One for each processor: nothing here measures time.
          maxWorkers: "100%",
          // Some explore thousands of interleavings, and CI machines are slow.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: "test/browser/setup.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Tabs that wait for one another cost nothing, but on few processors more of them slow down what is measured.
          maxConcurrency: 3,
        },
      },
    ],
  },
});
