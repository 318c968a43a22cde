/** Kernel patches of the area are placed: facts of them (files, functions), and nothing of their code. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { GUARDS } from "../../models/guards.ts";
import { STEPS } from "../../models/steps.ts";
import { materialFromDisk } from "../../src/cli/review/material.ts";
import { must } from "../../src/engine/must.ts";
import { bugRegister } from "../../src/knowledge/bugs/files.ts";
import { readData } from "../../src/knowledge/data.ts";
import { locklessTable } from "../../src/knowledge/lockless/files.ts";
import { checklist } from "../../src/knowledge/onboarding/form.ts";
import { findSeries } from "../../src/knowledge/series/files.ts";
import { SERIES } from "../../src/knowledge/series/points.ts";
import { changesOf, wholeOf } from "../../src/review/change.ts";
import { functionsIn } from "../../src/review/kernel/functions.ts";
import { type Knowledge, Places } from "../../src/review/kernel/place.ts";
import { keyOf, placedPatch, rowsOf } from "../../src/review/kernel/placed.ts";
import { readPatches } from "../../src/review/patch.ts";
import { behind } from "../../src/views/review/behind.ts";
import { diffOf as diffOfModels } from "../../src/views/review/made.ts";
import { edited, MODELS } from "./change.ts";
import { PATCHES } from "./kernel_patches.ts";

const file = "content/onboarding/checklist.yaml";
const KNOWN: Knowledge = {
  ...materialFromDisk(),
  bugs: bugRegister(),
  questions: readData(checklist, readFileSync(file, "utf8"), file),
  lockless: locklessTable().accesses,
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

const PLACES = new Places(MODELS, KNOWN);
const placed = (text: string) =>
  readPatches(text, "x.mbox").flatMap((patch) => placedPatch(patch, (key) => PLACES.at(key)).functions);
const placesOf = (text: string) => placed(text).map(({ name, eras }) => [name, eras.map(({ era }) => era).join(" ")]);

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
  const [now, before] = placed(patch);
  expect(now?.eras.map(({ era }) => era)).toEqual(["flags"]);
  expect(now?.eras[0]).toMatchObject({
    file: "models/flags/isolate.ts",
    name: "isolate_movable_ops_page",
    line: expect.any(Number),
    steps: expect.arrayContaining(["isolate:pin", "isolate:put"]),
    guards: expect.arrayContaining(["isolate:recheck-isolated", "put:unlock-first"]),
    invariants: expect.arrayContaining(["I-16"]),
    scenarios: ["long"],
    lockless: expect.arrayContaining([expect.stringContaining("page.page_type")]),
    locks: expect.arrayContaining(["folio_trylock()", "folio_unlock()"]),
    walkthrough: ["isolate"],
  });
  expect(before?.eras.map(({ era }) => era)).toEqual(["aops", "mops"]);
  expect(before?.eras[1]).toMatchObject({
    bugs: expect.arrayContaining(["b4"]),
    questions: expect.arrayContaining(["What makes a read true"]),
    recordings: expect.arrayContaining([expect.stringMatching(/ on mops@/)]),
  });
});

test("each of it leads to where the site tells of it", () => {
  const [place] = PLACES.at(keyOf("isolate_movable_ops_page"));
  const paths = place ? rowsOf(place).flatMap(({ all }) => all.map(({ path }) => path)) : [];
  expect(paths).toEqual(
    expect.arrayContaining([
      "compare/isolate#isolate-pin",
      "guards#isolate-recheck-isolated",
      "eras/flags#i-16",
      "scenarios/long",
      "lockless#isolate-movable-ops-page-page-flags-page-page-type",
      "kernels/balloon-migrate",
      "walkthroughs/isolate",
    ]),
  );
});

test("the page has the same of every function, by the key of its name", () => {
  const all = PLACES.everything();
  expect(all.put_and_fail?.flatMap(({ walkthrough }) => walkthrough)).toContain("isolate#the-way-out");
  expect(all["struct balloondevinfo"]?.map(({ era }) => era)).toEqual(["aops", "mops", "flags"]);
  expect(all.isolate_movable_ops_page).toEqual(PLACES.at("isolate_movable_ops_page"));
  // Steps and guards have the names that the site has links for, and a constant is no struct.
  const each = Object.values(all).flat();
  expect(each.flatMap(({ steps }) => steps).filter((step) => !(step in STEPS))).toEqual([]);
  expect(each.flatMap(({ guards }) => guards).filter((guard) => !(guard in GUARDS))).toEqual([]);
  expect(all.tell_host?.flatMap(({ steps }) => steps)).toContain("host:deflate");
  expect(Object.keys(all).filter((key) => /^struct (?:flags|word|reference|of2026)$/.test(key))).toEqual([]);
});

describe("the change that follows a kernel patch", () => {
  const kernel = `Subject: [PATCH] mm\n\n${diffOf([["mm/migrate.c", "int isolate_movable_page(struct page *page)"]])}-- \n2.39.5`;
  const after = edited(MODELS, [["flags/unlock.ts", "unlock(folio.page)", "unlock(folio.page) "]]);
  const text = behind(behind(kernel, "an earlier change"), diffOfModels(MODELS, after));

  test("stands behind it in one text, and is what runs", () => {
    const patches = readPatches(text, "x");
    expect(patches.map(({ subject }) => subject)).toEqual(["[PATCH] mm", "[PATCH] models: the same change"]);
    expect(functionsIn(must(patches[0], "patch"))).toHaveLength(1);
    expect(wholeOf(changesOf(patches, MODELS))).toEqual([
      { sources: ["x"], subject: "[PATCH] models: the same change", before: MODELS, after, kernel: null },
    ]);
  });
  test("goes when it is taken back", () => {
    expect(behind(text, "")).toBe(kernel);
  });
});
