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
});
