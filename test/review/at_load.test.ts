/** What is done as soon as a file is loaded nobody has to execute, so where it changes, every run can differ. */
import { describe, expect, test } from "vitest";
import { touchedBy } from "../../src/review/touched.ts";
import { MODELS } from "./change.ts";

const FILE = "models/flags/isolate.ts";
const OLD = MODELS[FILE] ?? "";

describe("more than functions", () => {
  /** Nobody has to execute it: it is done when the file is loaded. */
  test.each([
    "globalThis.postMessage = () => {};",
    "const say = postMessage; globalThis.postMessage = () => say({});",
    "const hog: unknown[] = []; for (;;) hog.push({});",
    "const started = start();",
    "const twice = kernel(String(count++), function* () {});",
    "class Other { static { start(); } }",
    "throw new Error();",
  ])("is everything where this is added: %s", (code) => {
    const withText = (text: string) => ({ ...MODELS, [FILE]: text });
    expect(touchedBy(MODELS, withText(`${OLD}\n${code}\n`)).ids).toBeNull();
    // After what was there, on one line with it.
    expect(touchedBy(MODELS, withText(`${OLD.trimEnd()} ${code}\n`)).ids).toBeNull();
  });
  test.each([
    "const LIMIT = 3;",
    "function twice(count: number) {\n  return start(2 * count);\n}",
    "const f = atomic((page: Page) => start(page));",
  ])("is nothing where this is added: %s", (code) => {
    expect(touchedBy(MODELS, { ...MODELS, [FILE]: `${OLD}\n${code}\n` }).ids).toEqual(new Set());
  });
});
