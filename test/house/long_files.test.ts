/** A file has one idea, and most fit on two screens. What is longer than 250 lines says here why it is one file all the same. */
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const MOST = 250;
const LONGER: Readonly<Record<string, string>> = {
  "models/aops/balloon_compaction.ts": "a file of the kernel, whole",
  "models/flags/balloon_compaction.ts": "a file of the kernel, whole",
  "models/flags/vmw_balloon.ts": "a file of the kernel, whole",
  "models/machine/memory.ts": "the one place where words are loaded and stored",
  "models/mops/balloon_compaction.ts": "a file of the kernel, whole",
  "models/operations.ts": "the list of what actors can do",
  "src/engine/explore/search.ts": "one loop, and what each turn of it does",
  "src/knowledge/c/types.ts": "one question, the type of an expression in C, case by case",
  "src/pages/lockless.astro": "one table after the other, each with what it means, and none of them on another page",
  "src/site/components/LiveStrip.astro": "half of it is its style, which no other has",
  "src/site/components/ThreeEras.astro": "half of it is its style, which no other has",
  "src/site/styles/weave.css": "what the generated figures of the prose look like",
};

test("of src and models are those that have a reason", () => {
  const long = globSync("{src,models}/**/*.{ts,tsx,astro,css,mjs}").filter(
    (file) => readFileSync(file, "utf8").trimEnd().split("\n").length > MOST,
  );
  expect(long.map((file) => file.replaceAll("\\", "/")).sort()).toEqual(Object.keys(LONGER).sort());
});
