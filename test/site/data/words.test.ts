// The comparison of words, and the frames of the strip, against the machines that they are read from.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { stripFrames } from "../../../src/site/data/strip_frames.ts";
import { kernels, typeWord, wordRows } from "../../../src/site/data/word_comparison.ts";
import { cellsOf } from "../../../src/views/strip/cells.ts";

describe.each(kernels().map((kernel) => ({ name: `${kernel.era.id}@${kernel.release.id}`, kernel })))(
  "$name",
  ({ kernel }) => {
    it.each(["buddy", "offline", "zsmalloc", "slab"] as const)("codes the type %s as it reads it", (type) => {
      const word = typeWord(kernel, type);
      if (word !== null) expect(kernel.release.types.describe(Number(word) | 0)).toBe(type);
    });
  },
);

describe("the words of a page", () => {
  const word = (name: string) => wordRows().find(({ names }) => names.includes(name))?.eras ?? [];

  it("hold the mark in mapping until 2025, for balloon and zsmalloc alike", () => {
    expect(
      word("mapping").map(({ balloon, zsmalloc }) => [balloon, zsmalloc].map((text) => / \| 2$/.test(text))),
    ).toEqual([
      [true, true],
      [true, true],
      [false, false],
    ]);
  });

  it("say in each era what each of them means", () => {
    for (const { eras } of wordRows()) for (const { meaning } of eras) expect(meaning).not.toBe("");
  });
});

describe("the strip", () => {
  const frames = stripFrames();

  // src/pages/index.astro, below it: "two bits of mapping until 2025, a flag and a type since".
  it("fills, where the page can be moved, the boxes that the text below it names", () => {
    const filled = (at: number) =>
      ERAS.map((_, column) => cellsOf(must(frames[at], "such frame"), column, frames).filter(({ says }) => says));
    const told = filled(0).map((cells) => cells.map(({ label, kind, value }) => [label, kind, value]));
    const twoBits = [
      ["", "bit", "1"],
      ["", "bit", "0"],
    ];
    expect(told).toEqual([twoBits, twoBits, expect.arrayContaining([["PG_movable_ops", "bit", "1"]])]);
    expect(told[2]).toEqual([
      ["PG_movable_ops", "bit", "1"],
      ["page_type", "text", "offline"],
    ]);
    expect(readFileSync("src/pages/index.astro", "utf8").replace(/\s+/g, " ")).toContain(
      "two bits of <code>mapping</code> until 2025, a flag and a type since",
    );
    // From the same word: where the tag is gone, neither bit is filled.
    frames.forEach(({ eras }, at) => {
      for (const column of [0, 1]) {
        const isTagged = eras[column]?.words.mapping.endsWith(" | 2");
        expect(filled(at)[column]).toHaveLength(isTagged ? 2 : 0);
      }
    });
  });

  it("has the same boxes in every frame of an era", () => {
    for (const column of ERAS.keys()) {
      const shapes = frames.map((frame) =>
        JSON.stringify(cellsOf(frame, column, frames).map(({ label, kind }) => [label, kind])),
      );
      expect(new Set(shapes).size).toBe(1);
    }
  });

  it("ends with the page free in every era", () => {
    expect(frames.at(-1)?.eras.map(({ words }) => words.page_type)).toEqual(["buddy", "buddy", "buddy"]);
  });
});
