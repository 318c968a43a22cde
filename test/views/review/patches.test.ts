// Patches on their way into the page: from a link, from functions that were changed, and those that the page begins with.
import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { review } from "../../../src/cli/review/review.ts";
import { must } from "../../../src/engine/must.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { declarationsOf } from "../../../src/knowledge/source/declarations.ts";
import { readModels } from "../../../src/knowledge/source/files.ts";
import { functionsIn } from "../../../src/review/kernel/functions.ts";
import { readPatches } from "../../../src/review/patch.ts";
import { touchedBy } from "../../../src/review/touched.ts";
import { changeFrom } from "../../../src/views/review/change.ts";
import { linkedPatch, linkOf } from "../../../src/views/review/link.ts";
import { diffOf, replaced } from "../../../src/views/review/made.ts";
import { PATCHES } from "../../review/kernel_patches.ts";

const models = readModels();

describe("a link", () => {
  test("brings back the patch", async () => {
    const link = await linkOf("--- a\n+++ b\n€", "12345678");
    expect(await linkedPatch(`#${link}`, "12345678")).toEqual({ patch: "--- a\n+++ b\n€", says: "" });
  });
  test("of other models says so", async () => {
    const link = await linkOf("x", "12345678");
    expect(await linkedPatch(`#${link}`, "87654321")).toEqual({
      patch: "x",
      says: expect.stringContaining("changed since"),
    });
  });
  test.each([
    ["none", "#heading", null],
    ["no patch in it", "#v=1", { patch: "", says: "The link holds no patch (d=)." }],
    ["half a patch", "#d=AAAA", { patch: "", says: expect.stringContaining("damaged") }],
    ["too long", `#d=${"A".repeat(70_000)}`, { patch: "", says: expect.stringContaining("characters") }],
  ])("that is %s", async (_, hash, expected) => {
    expect(await linkedPatch(hash, "1")).toEqual(expected);
  });
  test("of a patch that grows without end is not unpacked", async () => {
    const link = await linkOf("x".repeat(1_000_000), "1");
    expect(await linkedPatch(`#${link}`, "1")).toEqual({ patch: "", says: expect.stringContaining("more than") });
  });
});

test("code that runs when its file is loaded touches everything", () => {
  const file = "models/flags/isolate.ts";
  for (const after of [`${models[file]}\nthrow new Error();\n`, `throw new Error();\n${models[file]}`]) {
    expect(touchedBy(models, { ...models, [file]: after })).toMatchObject({ eras: ["flags"], ids: null });
  }
});

test("functions that were changed make a patch that changes just them", () => {
  const functions = declarationsOf(models).filter(({ file }) => file === "models/flags/isolate.ts");
  const [first, second] = functions.filter(({ isFunction }) => isFunction);
  const textOf = ({ file, line, last }: { file: string; line: number; last: number }) =>
    (models[file] ?? "")
      .split("\n")
      .slice(line - 1, last)
      .join("\n");
  const changed = Object.fromEntries(
    [first, second].flatMap((each) => (each ? [[`${each.file} ${each.name}`, `${textOf(each)} // changed`]] : [])),
  );
  const after = replaced({ files: models, functions }, changed);
  expect(changeFrom(diffOf(models, after), models).after).toEqual(after);
  expect(after["models/flags/isolate.ts"]?.match(/ \/\/ changed/g)).toHaveLength(2);
});

/** It can't be run. */
const KERNEL = "kernel";
/** What a glance at one race says of each. */
const VERDICTS: Record<string, RegExp> = {
  harmless: /^no difference found/,
  "unlock-early": /^(breaks rule|can end in)/,
  "flag-after-put": /^breaks rule I-4/,
};

describe("the patches to begin with", () => {
  const named: string[] = parse(readFileSync("content/review/examples.yaml", "utf8")).map(
    ({ patch }: { patch: string }) => patch,
  );
  const run = named.filter((name) => name !== KERNEL);
  test("are those of the folder", () => {
    expect(
      globSync("content/review/*.patch")
        .map((path) => path.replace(/^.*[\\/]|\.patch$/g, ""))
        .sort(),
    ).toEqual(named.toSorted());
  });
  test("of the kernel has places and no code, and is where it says that it is", () => {
    const [patch] = readPatches(readFileSync(`content/review/${KERNEL}.patch`, "utf8"), "x");
    const lines = patch?.files.flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
    expect(new Set(lines)).toEqual(new Set(["-\t(as it was)", "+\t(as the mail has it)"]));
    const { places } = must(
      PATCHES.find(({ title }) => title.startsWith("2025: fix NULL")),
      "such patch",
    );
    expect(
      patch &&
        functionsIn(patch)
          .map(({ name }) => name)
          .sort(),
    ).toEqual(Object.keys(places));
  });
  test.each(run)("%s fits the models, and touches functions of flags", (name: string) => {
    const { before, after, subject } = changeFrom(readFileSync(`content/review/${name}.patch`, "utf8"), models);
    expect(subject).toMatch(/^\[PATCH\] flags: /);
    const { eras, functions, ids } = touchedBy(before, after);
    expect(eras).toEqual(["flags"]);
    expect(functions.length).toBeGreaterThan(0);
    expect(ids?.size).toBeGreaterThan(0);
  });
  test.each(run)("%s does what the page says of it", async (name: string) => {
    const change = changeFrom(readFileSync(`content/review/${name}.patch`, "utf8"), models);
    const { verdict } = await review(change, {
      material: { scenarios: [findScenario("scan-races-scan")], guards: [], recordings: [] },
      maxTime: Number.MAX_SAFE_INTEGER,
      jobs: 1,
      eras: ["flags"],
      checksTypes: false,
      onFound() {},
      onProgress: () => true,
    });
    expect(verdict.text).toMatch(VERDICTS[name] ?? /^$/);
  });
});
