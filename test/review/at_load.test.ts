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
    // What looks like a comment.
    "/* nothing */ start();",
    "const area = 2\n* start();",
    'import "../mops/isolate.ts";',
    "export default class { static { start(); } }",
    "const table = { [start()]() {} };",
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
  test("is a name that leads elsewhere, wherever the file imports it", () => {
    const withEnd = (end: string) => ({ ...MODELS, [FILE]: `${OLD}\n${end}\n` });
    for (const names of ["{ late }", "late", "* as late", "{ first as late }"]) {
      const [before, after] = ["a", "b"].map((from) => withEnd(`import ${names} from "../machine/${from}.ts";`));
      expect(touchedBy(before ?? {}, after ?? {}), names).toMatchObject({ eras: ["flags"], ids: null });
    }
    const [one, other] = ["first", "second"].map((name) => withEnd(`import { ${name} as late } from "./a.ts";`));
    expect(touchedBy(one ?? {}, other ?? {}).ids).toBeNull();
  });
  test("is another order of values, and not of functions", () => {
    const withEnd = (...lines: string[]) => ({ ...MODELS, [FILE]: `${OLD}\n${lines.join("\n")}\n` });
    const values = ["const ONE = 1;", "const TWO = ONE;"];
    expect(touchedBy(withEnd(...values), withEnd(...values.toReversed())).ids).toBeNull();
    const functions = ["function one() {}", "function two() {}"];
    expect(touchedBy(withEnd(...functions), withEnd(...functions.toReversed()))).toMatchObject({ eras: [] });
  });
});
