import { defineConfig } from "vitest/config";
import { modelVersion } from "./src/links/model_version.ts";

/** What measures time, or fills the machine with tabs, runs with nothing beside it. */
const ALONE = ["pages", "speed", "keyboard"].map((name) => `test/browser/${name}.test.ts`);

const browser = {
  globalSetup: "test/browser/setup.ts",
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    // One for each processor.
    maxWorkers: "100%",
    projects: [
      {
        define: { __MODEL_VERSION__: JSON.stringify(modelVersion()) },
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**"],
          // Some explore thousands of interleavings, and CI machines are slow.
          testTimeout: 60_000,
        },
      },
      {
        test: { ...browser, name: "browser", include: ["test/browser/**/*.test.ts"], exclude: ALONE },
      },
      {
        test: {
          ...browser,
          name: "browser-alone",
          include: ALONE,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          // Tabs that wait for one another cost nothing, but on few processors more of them slow down what is measured.
          maxConcurrency: 3,
        },
      },
    ],
  },
});
