/**
 * A test says what is true on a slow machine too: it waits for what it asserts, and measures no time. Budgets of time are those of `npm run bench`, where they
 * are ratios.
 */
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, it } from "vitest";
import patience from "../../playwright.config.ts";
import vitest from "../../vitest.config.ts";

const CLOCK =
  /\bwaitForTimeout\([^)]*\)|\bnetworkidle\b|\b(?:Date|performance)\.now\(\)|\btimeout: [\d_]+|\bsetTimeout\([\w.]+, [1-9][\d_]*\)|\bpause\([\d_]+\)/gi;

/** Programs that measure. They are no tests. */
const MEASURES = ["test/all.ts", "test/browser/bench.ts", "test/review/rate.ts", "test/review/speed.ts"];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "nothing tells that something does not come: a slow machine would see less of it, and fail no sooner": [
    "test/browser/glossary.test.ts: waitForTimeout(500)",
    "test/browser/share-links.test.ts: setTimeout(done, 1_000)",
  ],
  "between one look and the next, of any number": [
    "test/browser/player.trace.test.ts: setTimeout(done, 5)",
    "test/browser/search.test.ts: timeout: 5_000",
    "test/browser/share-links.test.ts: timeout: 5_000",
  ],
  "a line that is slow on purpose": ["test/browser/slow-page.test.ts: pause(50)"],
  "the clock of what is tested, and nobody asks what it says": ["test/engine/explore/jobs.test.ts: performance.now()"],
};

it("looks at no clock", () => {
  const files = globSync("test/**/*.ts").filter((file) => basename(file) !== "clock.test.ts");
  const found = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(CLOCK)].map(([said]) => `${file}: ${said}`),
  );
  expect(found.filter((each) => !MEASURES.includes(each.split(":")[0] ?? "")).sort()).toEqual(
    Object.values(ALLOWED).flat().sort(),
  );
});

it("gives up where something hangs, and not where it is slow", () => {
  const { testTimeout, hookTimeout } = vitest.test ?? {};
  const { actionTimeout, navigationTimeout } = patience.use ?? {};
  const all = [testTimeout, hookTimeout, patience.timeout, patience.expect?.timeout, actionTimeout, navigationTimeout];
  for (const milliseconds of all) expect(milliseconds).toBeGreaterThanOrEqual(120_000);
});
