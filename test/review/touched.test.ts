/** Which functions of which eras a change touches: where none of them is executed, nothing can differ. */
import { describe, expect, test } from "vitest";
import { touchedBy } from "../../src/review/touched.ts";
import { edited, MODELS } from "./change.ts";

const FILE = "models/flags/isolate.ts";
const RENAMED = edited(MODELS, [["flags/isolate.ts", "put_and_fail", "drop_and_fail"]]);

describe("what a patch touches", () => {
  test("is the functions whose code differs, in the era that has them", () => {
    const { eras, functions, ids } = touchedBy(MODELS, RENAMED);
    expect(eras).toEqual(["flags"]);
    expect(functions.map(({ name }) => name)).toEqual(["isolate_movable_ops_page", "unlock_and_fail", "drop_and_fail"]);
    expect(ids).toContain(`${FILE} put_and_fail`);
  });
  test("is nothing where only comments differ", () => {
    const { eras, functions } = touchedBy(MODELS, edited(MODELS, [["flags/isolate.ts", "// Never", "// Do never"]]));
    expect([eras, functions]).toEqual([[], []]);
  });
  test("is every era where the machine differs, and more than functions where a table does", () => {
    const lock = touchedBy(
      MODELS,
      edited(MODELS, [["machine/lock.ts", "while (isTaken(lock))", "while (isTaken(lock) === true)"]]),
    );
    expect(lock.eras).toEqual(["aops", "mops", "flags"]);
    const table = touchedBy(MODELS, edited(MODELS, [["flags/index.ts", "flagAliases: {", "flagAliases: { ...{},"]]));
    expect(table.ids).toBeNull();
  });
  test("is the functions of an object where nothing else of it differs", () => {
    const line = "device.b_dev_info.migratepage = k.textAddress(cmm_migratepage);";
    const inside = touchedBy(MODELS, edited(MODELS, [["aops/cmm.ts", line, `if (device.addr !== 0) ${line}`]]));
    expect([...(inside.ids ?? [])]).toEqual(["models/aops/cmm.ts cmm"]);
    // What a function is given when nobody says otherwise is part of the object.
    const outside = touchedBy(
      MODELS,
      edited(MODELS, [
        ["aops/cmm.ts", "export const cmm: Driver<Cmm> = {", "export const cmm: Driver<Cmm> = { ...{},"],
      ]),
    );
    expect(outside.ids).toBeNull();
  });
  /** Each against the same file without it: what an edit changes that nobody can see when it runs. */
  test.each([
    ["a comment behind code", "let a = 1;", "let a = 1; // one"],
    ["a comment within code", "let a = 1;", "let a = /* one */ 1;"],
    ["another line break", "const f = () => [1, 2];", "const f = () => [\n  1,\n  2\n];"],
    ["a type of its own", "type A = 1;", "type A = 2;\ninterface B { c: 1 }"],
    ["the type of an argument", "function f(a: number): void {}", "function f(a: string | null): never {}"],
    ["documentation", "function f() {}", "/** What it does. */\nfunction f() {}"],
  ])("is nothing where this differs: %s", (_, before, after) => {
    const withEnd = (end: string) => ({ ...MODELS, [FILE]: `${MODELS[FILE]}\n${end}\n` });
    expect(touchedBy(withEnd(before), withEnd(after))).toMatchObject({ eras: [], functions: [], ids: new Set() });
  });
  test.each([
    ["blanks in a text", 'function f() { return "a b"; }', 'function f() { return "a  b"; }'],
    ["a line break in a text", "function f() { return `a b`; }", "function f() { return `a\nb`; }"],
    ["what looks like a comment in a text", "function f() { return `\n// a`; }", "function f() { return `\n// b`; }"],
    ["a product on a line of its own", "function f() { return 2; }", "function f() {\n  return 2\n  * 3;\n}"],
    ["what a getter gives", "const o = { get f() { return 1; } };", "const o = { get f() { return 2; } };"],
    ["what a class extends", "class A extends f {}", "class A extends g {}"],
  ])("is code where this differs: %s", (_, before, after) => {
    const withEnd = (end: string) => ({ ...MODELS, [FILE]: `${MODELS[FILE]}\n${end}\n` });
    expect(touchedBy(withEnd(before), withEnd(after)).eras).toEqual(["flags"]);
  });
});
