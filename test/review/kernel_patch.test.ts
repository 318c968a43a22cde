/** Kernel patches of the area are placed: facts of them (files, functions), and nothing of their code. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { materialFromDisk } from "../../src/cli/review/material.ts";
import { bugRegister } from "../../src/knowledge/bugs/files.ts";
import { readData } from "../../src/knowledge/data.ts";
import { checklist } from "../../src/knowledge/onboarding/form.ts";
import { findSeries } from "../../src/knowledge/series/files.ts";
import { SERIES } from "../../src/knowledge/series/points.ts";
import { functionsIn } from "../../src/review/kernel/functions.ts";
import { type Knowledge, placed } from "../../src/review/kernel/place.ts";
import { readPatches } from "../../src/review/patch.ts";
import { MODELS } from "./change.ts";
import { PATCHES } from "./kernel_patches.ts";

const file = "content/onboarding/checklist.yaml";
const KNOWN: Knowledge = {
  ...materialFromDisk(),
  bugs: bugRegister(),
  questions: readData(checklist, readFileSync(file, "utf8"), file),
  walkthroughs: { isolate: readFileSync("content/walkthroughs/isolate.md", "utf8") },
  runs: {
    flags: [{ scenario: "long", steps: 9, executed: new Set(["models/flags/isolate.ts isolate_movable_ops_page"]) }],
  },
};

/** A diff with nothing in it but where it is. */
function diffOf(functions: readonly (readonly [file: string, head: string])[]): string {
  return functions
    .map(([path, head]) => `--- a/${path}\n+++ b/${path}\n@@ -10,2 +10,2 @@ ${head}\n \t;\n-\tone;\n+\tother;\n`)
    .join("");
}

const placesOf = (text: string) =>
  placed(readPatches(text, "x.mbox").flatMap(functionsIn), MODELS, KNOWN).map(({ name, eras }) => {
    return [name, eras.map(({ era }) => era).join(" ")];
  });

test.each(PATCHES)("$title", ({ functions, places }) => {
  expect(Object.fromEntries(placesOf(diffOf(functions)))).toEqual(places);
});

describe("the patches of all series", () => {
  const all = SERIES.flatMap((id) => findSeries(id).patches.map((patch) => ({ id, ...patch })));
  test.each(all.filter(({ functions }) => functions.length > 0))(
    "$id, patch $number: every function of which the series says that it is here",
    ({ functions }) => {
      const found = placesOf(
        diffOf(functions.map((name) => ["mm/migrate.c", `int ${name}(struct page *page)`] as const)),
      );
      expect(found.filter(([, eras]) => eras === "").map(([name]) => name)).toEqual([]);
    },
  );
});

describe("functions are read out of a diff", () => {
  test("from the head of a hunk, until the hunk shows that it has ended", () => {
    const hunk =
      "@@ -1,6 +1,7 @@ static int first(struct page *page)\n \treturn 0;\n }\n \n static bool second(struct page *page)\n {\n+\tlock();\n \treturn true;\n";
    const [patch] = readPatches(`--- a/mm/a.c\n+++ b/mm/a.c\n${hunk}`, "x");
    expect(patch && functionsIn(patch)).toEqual([{ file: "mm/a.c", name: "second" }]);
  });
  test("structs too, and macros not", () => {
    expect(
      placesOf(
        diffOf([
          ["include/linux/a.h", "struct balloon_dev_info {"],
          ["include/linux/b.h", "PAGEFLAG(Reported)"],
        ]),
      ),
    ).toEqual([["struct balloon_dev_info", "aops mops flags"]]);
  });
});

test("what is known of a place comes with it", () => {
  const patch = diffOf([
    ["mm/migrate.c", "bool isolate_movable_ops_page(struct page *page, isolate_mode_t mode)"],
    ["mm/migrate.c", "int isolate_movable_page(struct page *page, isolate_mode_t mode)"],
  ]);
  const [now, before] = placed(readPatches(patch, "x").flatMap(functionsIn), MODELS, KNOWN);
  expect(now?.eras.map(({ era }) => era)).toEqual(["flags"]);
  expect(now?.eras[0]).toMatchObject({
    place: expect.stringMatching(/^models\/flags\/isolate\.ts:\d+$/),
    steps: expect.arrayContaining(["isolate:pin", "isolate:put"]),
    guards: expect.arrayContaining(["isolate:recheck-isolated", "put:unlock-first"]),
    invariants: expect.arrayContaining(["I-16"]),
    scenarios: ["long"],
    walkthrough: ["isolate"],
  });
  expect(before?.eras.map(({ era }) => era)).toEqual(["aops", "mops"]);
  expect(before?.eras[1]).toMatchObject({
    bugs: expect.arrayContaining(["b4"]),
    questions: expect.arrayContaining(["What makes a read true"]),
    recordings: expect.arrayContaining([expect.stringMatching(/ on mops@/)]),
  });
});
