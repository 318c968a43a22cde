/** `eras review`, as a process: what it answers, and what it leaves behind. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTwoFilesPatch } from "diff";
import * as v from "valibot";
import { afterAll, expect, test } from "vitest";
import { reviewSchema } from "../../src/review/json_schema.ts";
import { output } from "../../src/review/schema.ts";
import { type Edit, edited, MODELS } from "../review/change.ts";

const folder = mkdtempSync(join(tmpdir(), "movable-eras-review-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** With all the time that it takes: what is found must not depend on how fast the machine is. */
function eras(args: string[], input = "") {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["src/cli/main.ts", "review", "--max-time", "1000", ...args],
    {
      encoding: "utf8",
      input,
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return { status, out: stdout, err: stderr };
}

function patchOf(name: string, edit: Edit): string {
  const file = `models/${edit[0]}`;
  const path = join(folder, name);
  writeFileSync(
    path,
    createTwoFilesPatch(`a/${file}`, `b/${file}`, MODELS[file] ?? "", edited(MODELS, [edit])[file] ?? ""),
  );
  return path;
}

// The era with the fewest kernels: each is asked of all of them.
const renamed = patchOf("rename.patch", ["aops/cmm.ts", "cmm_migratepage", "cmm_move"]);
const kept = patchOf("kept.patch", ["aops/cmm.ts", 'if (k.guard("balloon:put-src")) put_page(page);\n', "\n"]);

test("no difference: 0, one screen, and nobody says correct", () => {
  const comment = patchOf("comment.patch", ["flags/isolate.ts", "// Never sleep", "// Do not sleep"]);
  const { status, out } = eras(["-", "--no-types"], readFileSync(comment, "utf8"));
  expect(status).toBe(0);
  expect(out).toMatch(/^no difference found/);
  expect(out).not.toMatch(/correct/);
});

test("stopped before its end: 1, and no all-clear", () => {
  const { status, out } = eras([renamed, "--no-types", "--max-time", "0.001"]);
  expect(status).toBe(1);
  expect(out).toMatch(/^stopped before the end: no difference found so far in /);
  expect(out).toContain("Not tried: stopped before ");
});

test("another name is one difference, and --json has the form that it says", () => {
  const { status, out } = eras([renamed, "--no-types", "--json"]);
  expect(status).toBe(1);
  const report = v.parse(output, JSON.parse(out));
  expect(report).toMatchObject({
    verdict: { kind: "calls" },
    causes: [{ cause: "cmm_migratepage() is called cmm_move()" }],
  });
  expect(JSON.parse(readFileSync("content/review.schema.json", "utf8"))).toEqual(
    JSON.parse(JSON.stringify(reviewSchema())),
  );
});

test("what is found is told in 80 columns, worst first, and can be run again", () => {
  const saved = join(folder, "saved");
  const { status, out, err } = eras([kept, "--no-types", "--save", saved]);
  expect(status).toBe(1);
  expect(out).toMatch(/^(?:can end in|breaks rule) /);
  expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
  expect(err).toContain("so far: ");
  const commands = [...err.matchAll(/^saved: npm run -s eras -- (.*)$/gm)].map(([, args = ""]) => args.split(" "));
  expect(commands.length).toBeGreaterThan(0);
  expect(readdirSync(saved).filter((file) => file.endsWith(".yaml"))).toHaveLength(commands.length);
  const again = commands.map((args) => spawnSync(process.execPath, ["src/cli/main.ts", ...args], { encoding: "utf8" }));
  expect(again.map((run) => [run.status, run.stderr])).toEqual(commands.map(() => [0, ""]));
  // On the models as they are, that does not come.
  const [first = []] = commands;
  const ours = first.slice(0, first.indexOf("--models"));
  expect(spawnSync(process.execPath, ["src/cli/main.ts", ...ours]).status).toBe(1);
});

test("a folder is a change, too; a kernel patch is placed, and opened", () => {
  const head = "bool isolate_movable_ops_page(struct page *page, isolate_mode_t mode)";
  const mail = `Subject: [PATCH] mm\n\n--- a/mm/migrate.c\n+++ b/mm/migrate.c\n@@ -1,2 +1,2 @@ ${head}\n \t;\n-\tone;\n+\ttwo;\n`;
  const edit = join(folder, "edit");
  const placed = eras(["-", "--edit", edit], mail);
  expect(placed.status).toBe(0);
  expect(placed.out).toMatch(
    /isolate_movable_ops_page\(\) of mm\/migrate\.c\n {2}flags: models\/flags\/isolate\.ts:\d+\n/,
  );
  expect(placed.out).toMatch(/scenarios: \w/);
  expect(existsSync(join(edit, "models/flags/isolate.ts"))).toBe(true);
  const same = eras(["--models", join(edit, "models"), "--no-types"]);
  expect([same.status, same.out.split("\n")[0]]).toEqual([
    0,
    "no difference found: no scenario executes what it changes",
  ]);
});

test.each([
  ["nothing", [], "", "name a patch, or a folder"],
  ["no file", ["gone.patch"], "", "gone.patch: it cannot be read (ENOENT)"],
  ["no patch", ["-"], "hello", "standard input:1: there is no diff in this"],
  ["no folder", ["--models", "/nowhere"], "", "there is no /nowhere/index.ts"],
  ["no era", [renamed, "--era", "flag"], "", 'did you mean "flags"'],
])("%s: 2, and what was expected", (_, args, input, message) => {
  const { status, err } = eras([...args], input);
  expect(err).toContain(message);
  expect(err).toContain("Expected: ");
  expect(status).toBe(2);
});
