/** Patches are read and applied as they were made, or refused with the place. */
import { createTwoFilesPatch } from "diff";
import { describe, expect, test } from "vitest";
import { applied, readPatches } from "../../src/review/patch.ts";
import { edited, MODELS } from "./change.ts";
import { refactorings } from "./refactorings.ts";
import { slips } from "./slips.ts";

const FILE = "models/flags/isolate.ts";
const OLD = MODELS[FILE] ?? "";
const RENAMED = edited(MODELS, [["flags/isolate.ts", "put_and_fail", "drop_and_fail"]]);

function diffOf(file: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, "", "", { context: 3 });
}
const PATCH = diffOf(FILE, OLD, RENAMED[FILE] ?? "");
const apply = (files: Record<string, string>, text: string) =>
  readPatches(text, "x.patch").reduce((now, patch) => applied(now, patch), files as Readonly<Record<string, string>>);

describe("a patch that fits", () => {
  test("gives the files as they were meant, in every line end", () => {
    expect(apply({ ...MODELS }, PATCH)).toEqual(RENAMED);
    expect(apply({ ...MODELS }, PATCH.replaceAll("\n", "\r\n"))).toEqual(RENAMED);
  });
  test("is found again where lines came before it", () => {
    const moved = apply({ [FILE]: `// one\n// two\n${OLD}` }, PATCH);
    expect(moved[FILE]).toBe(`// one\n// two\n${RENAMED[FILE]}`);
  });
  test("may be one of several mails, each with a subject", () => {
    const mail = (subject: string) =>
      `From ${"0".repeat(40)} Mon Sep 17 00:00:00 2001\nSubject: ${subject}\n folded\n\nText.\n---\n`;
    const patches = readPatches(`${mail("cover")}nothing\n${mail("[PATCH] a")}${PATCH}-- \n2.1\n`, "x.mbox");
    expect(patches.map(({ subject }) => subject)).toEqual(["[PATCH] a folded"]);
  });
  test("makes files and takes them away", () => {
    const made = `--- /dev/null\n+++ b/models/new.ts\n@@ -0,0 +1 @@\n+export {};\n`;
    expect(apply({}, made)).toEqual({ "models/new.ts": "export {};\n" });
    const gone = `--- a/models/new.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-export {};\n`;
    expect(apply({ "models/new.ts": "export {};\n" }, gone)).toEqual({});
  });
  test.each([...refactorings, ...slips])("$name, as a diff", ({ before, after }) => {
    const changed = Object.keys(after).filter((file) => before[file] !== after[file]);
    const diff = changed.map((file) => diffOf(file, before[file] ?? "", after[file] ?? "")).join("");
    expect(apply({ ...before }, diff)).toEqual(after);
  });
});

describe("a patch that does not fit", () => {
  const [, header = ""] = /^(@@.*)$/m.exec(PATCH) ?? [];
  const line = PATCH.split("\n").indexOf(header) + 1;
  test.each([
    ["nothing", "", "x.patch:1: this is empty"],
    ["no diff", "hello\n", "x.patch:1: there is no diff in this"],
    ["no such file", PATCH.replaceAll("isolate.ts", "gone.ts"), `x.patch:${line}: there is no models/flags/gone.ts`],
    [
      "a line that is another one",
      PATCH.replace(" isolate:test", " other"),
      /^x\.patch:\d+: models\/flags\/isolate\.ts:\d+: the hunk does not fit/,
    ],
    [
      "a hunk that was cut",
      PATCH.split("\n")
        .slice(0, line + 3)
        .join("\n"),
      /^x\.patch:\d+: /,
    ],
  ])("%s", (_, text, message) => {
    expect(() => apply({ ...MODELS }, text.replace(/if \(k\.guard\("isolate:test"\)/, "if (false"))).toThrow(message);
  });
  test("because it fits in several places", () => {
    const text = "a\nb\nx\na\nb\n";
    const patch = "--- a/f\n+++ b/f\n@@ -9,2 +9,2 @@\n a\n-b\n+c\n";
    expect(() => apply({ f: text }, patch)).toThrow(
      "x.patch:3: f:9: the hunk does not fit there, and fits at lines 1, 4",
    );
  });
});
