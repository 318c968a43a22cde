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
  readPatches(text, "x.patch").reduce((now, patch) => applied(now, patch), files);

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
  const GIT = `diff --git a/${FILE} b/${FILE}`;
  const MOVED = "models/flags/moved.ts";
  const git = (how: string) =>
    `diff --git a/${FILE} b/${MOVED}\nsimilarity index 100%\n${how} from ${FILE}\n${how} to ${MOVED}\n`;
  test("gives a file another name, or copies it", () => {
    expect(apply({ [FILE]: OLD }, git("rename"))).toEqual({ [MOVED]: OLD });
    expect(apply({ [FILE]: OLD }, git("copy"))).toEqual({ [FILE]: OLD, [MOVED]: OLD });
  });
  test("changes only the mode of a file, and nothing of its text", () => {
    expect(apply({ [FILE]: OLD }, `${GIT}\nold mode 100644\nnew mode 100755\n`)).toEqual({ [FILE]: OLD });
  });
  test("begins with a byte order mark, or gives a line that no file has", () => {
    expect(apply({ ...MODELS }, `\uFEFF${PATCH}`)).toEqual(RENAMED);
    // Counted up to there, it would never end.
    expect(apply({ ...MODELS }, PATCH.replace(/@@ -\d+/, "@@ -99999999999999999999"))).toEqual(RENAMED);
  });
  test("comes twice for one file, each on what the one before left", () => {
    const second = diffOf(FILE, RENAMED[FILE] ?? "", `${RENAMED[FILE]}// end\n`);
    expect(apply({ ...MODELS }, `${PATCH}${second}`)[FILE]).toBe(`${RENAMED[FILE]}// end\n`);
    expect(apply({ f: "a\nb\n" }, "--- a/f\n+++ b/f\n@@ -1,0 +2 @@\n+new\n")).toEqual({ f: "a\nnew\nb\n" });
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
  test.each([
    ["of a merge", `diff --cc ${FILE}\n--- a/${FILE}\n+++ b/${FILE}\n@@@ -1,2 -1,2 +1,2 @@@\n  a\n- b\n +c\n`],
    ["in binary", `diff --git a/${FILE} b/${FILE}\nindex 1..2 100644\nGIT binary patch\nliteral 1\nIcmZ\n\n`],
    ["in binary that is not shown", `diff --git a/${FILE} b/${FILE}\nBinary files a/${FILE} and b/${FILE} differ\n`],
  ])("because it is %s", (_, text) => {
    expect(() => apply({ ...MODELS }, text)).toThrow("there is no hunk that can be read");
  });
  test.each(["models/../../etc/x.ts", "/tmp/x.ts", "models/./x.ts", "models\\x.ts"])(
    "because of where it goes: %s",
    (to) => {
      const made = `--- /dev/null\n+++ ${to.startsWith("/") ? to : `b/${to}`}\n@@ -0,0 +1 @@\n+export {};\n`;
      expect(() => apply({}, made)).toThrow(`it changes ${to}`);
    },
  );
  test("because there is such a file already", () => {
    const made = `--- /dev/null\n+++ b/${FILE}\n@@ -0,0 +1 @@\n+export {};\n`;
    expect(() => apply({ ...MODELS }, made)).toThrow(`x.patch:3: there is a ${FILE} already`);
  });
  test("because it was applied before", () => {
    expect(() => apply({ ...MODELS }, `${PATCH}${PATCH}`)).toThrow("the hunk does not fit");
  });
  test("because it only adds, far behind the end", () => {
    const text = "--- a/f\n+++ b/f\n@@ -99999999999,0 +3 @@\n+new\n";
    expect(() => apply({ f: "a\n" }, text)).toThrow("x.patch:3: f:99999999999: the hunk does not fit");
  });
  test("because it fits in several places", () => {
    const text = "a\nb\nx\na\nb\n";
    const patch = "--- a/f\n+++ b/f\n@@ -9,2 +9,2 @@\n a\n-b\n+c\n";
    expect(() => apply({ f: text }, patch)).toThrow(
      "x.patch:3: f:9: the hunk does not fit there, and fits at lines 1, 4",
    );
  });
});
