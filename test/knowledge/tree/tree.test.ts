/** A tiny made-up kernel tree that has all that the models cite, and what is said when something in it is elsewhere or gone. */

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ERAS, NEWEST } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { readModels } from "../../../src/knowledge/source/files.ts";
import { definedIn } from "../../../src/knowledge/tree/c.ts";
import { type Citation, citationsOf, OWN } from "../../../src/knowledge/tree/citations.ts";
import { call } from "../../cli/call.ts";

const root = mkdtempSync(join(tmpdir(), "movable-eras-tree-"));
afterAll(() => rmSync(root, { recursive: true }));
const models = readModels();

function body(name: string): string {
  return `static int ${name}(struct page *page,\n\t\tint mode)\n{\n\treturn 0;\n}\n`;
}

/** Everything that an era's models cite, each where they say. */
function files(version: string, citations: readonly Citation[]): Map<string, string> {
  const [major, minor] = version.split(".");
  const tree = new Map([["Makefile", `VERSION = ${major}\nPATCHLEVEL = ${minor}\n`]]);
  const append = (file: string, text: string) => tree.set(file, `${tree.get(file) ?? ""}${text}`);
  for (const { kind, name, files } of citations) {
    if (kind === "file") append(name, "/* nothing yet */\n");
    if (kind === "constant") append("include/linux/constants.h", `\t${name},\n`);
    if (kind === "function") append(files[0] ?? "mm/elsewhere.c", body(name));
  }
  return tree;
}

function write(name: string, tree: Map<string, string>): string {
  const path = join(root, name);
  rmSync(path, { recursive: true, force: true });
  for (const [file, text] of tree) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return path;
}

function without(tree: Map<string, string>, file: string, name: string): Map<string, string> {
  const text = must(tree.get(file), "such file");
  expect(text).toContain(body(name));
  return new Map(tree).set(file, text.replace(body(name), ""));
}

const mops = citationsOf(models, "mops");
const whole = files("6.16", mops);

describe("kernel check", () => {
  test("finds everything in a tree that has it", () => {
    const { status, out } = call("kernel", "check", "--tree", write("whole", whole));
    expect(out).toBe(`mops, Linux 6.16: ${mops.length} of ${mops.length} are where the models say\n`);
    expect(status).toBe(0);
  });

  test("says where a function went", () => {
    const tree = without(whole, "mm/migrate.c", "isolate_movable_page").set("mm/moved.c", body("isolate_movable_page"));
    const { status, out } = call("kernel", "check", "--tree", write("moved", tree));
    expect(out).toMatch(/isolate_movable_page\(\) +mm\/migrate\.c +mm\/moved\.c +6\.16 +models\/mops\/isolate\.ts:\d+/);
    expect(status).toBe(1);
  });

  test("says what is gone: a function that is only called, a constant, a file", () => {
    const tree = without(whole, "mm/migrate.c", "isolate_movable_page");
    tree.set("mm/caller.c", "void f(void)\n{\n\tisolate_movable_page(page, 0);\n}\n");
    tree.set(
      "include/linux/constants.h",
      "/* PAGE_MAPPING_MOVABLE */\n".concat(
        must(whole.get("include/linux/constants.h")?.replace("\tPAGE_MAPPING_MOVABLE,\n", ""), "file of constants"),
      ),
    );
    tree.delete("mm/slub.c");
    const { status, out } = call("kernel", "check", "--tree", write("gone", tree), "--json");
    const [{ findings }] = JSON.parse(out) as [{ findings: { name: string; state: string }[] }];
    expect(
      findings
        .filter(({ state }) => state !== "there")
        .map(({ name, state }) => `${state} ${name}`)
        .sort(),
    ).toEqual(["missing PAGE_MAPPING_MOVABLE", "missing isolate_movable_page", "missing mm/slub.c"]);
    expect(status).toBe(1);
  });

  test("checks a clone at the tags of the reference kernels, whatever is checked out", () => {
    const path = write("clone", new Map([["README", "empty\n"]]));
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", path, "-c", "user.name=t", "-c", "user.email=t@example.org", ...args]);
    git("init", "-q");
    for (const { id, releases } of ERAS) {
      const version = releases[0]?.id;
      const all = files(version, citationsOf(models, id));
      const tree = id === NEWEST.id ? without(all, "mm/migrate.c", "isolate_movable_ops_page") : all;
      write("clone/work", tree);
      git("rm", "-rq", "--cached", ".", "--ignore-unmatch");
      execFileSync("git", ["-C", path, `--work-tree=${join(path, "work")}`, "add", "-A"]);
      git("commit", "-qm", version);
      git("tag", `v${version}`);
    }
    const { status, out } = call("kernel", "check", "--tree", path);
    expect(out).toMatch(/^aops, Linux v5\.10: (\d+) of \1 /m);
    expect(out).toMatch(/^mops, Linux v6\.16: (\d+) of \1 /m);
    expect(out).toMatch(/^isolate_movable_ops_page\(\) +mm\/migrate\.c +nowhere/m);
    expect(status).toBe(1);
  });

  test.each([
    [["check"], /--tree is missing/],
    [["chek", "--tree", root], /did you mean "check"/],
    [["check", "--tree", join(root, "nowhere")], /nowhere: no such directory/],
    [["check", "--tree", root], /has no Makefile/],
  ])("ends %j with 2", (args, message) => {
    const { status, err } = call("kernel", ...args);
    expect(err).toMatch(message);
    expect(status).toBe(2);
  });
});

test("a definition is told from a call, a prototype and a comment", () => {
  const text = `/* commented(void) { */
int prototype(int a);
#define macro(x) (x)
static __always_inline bool
split_line(struct page *page)
{
	if (called(page))
		return true;
}
int one_line(void) { return 0; }
`;
  expect([...definedIn(text)].sort()).toEqual(["macro", "one_line", "split_line"]);
});

test("every name that is called the models' own is one that they have", () => {
  const all = Object.values(models).join("\n");
  for (const name of OWN) expect(all, name).toMatch(new RegExp(`^export const ${name}\\b`, "m"));
});
