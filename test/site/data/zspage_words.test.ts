// The drawing of a zspage whose middle page moves: what it claims is true of the machine.

import { expect, it } from "vitest";
import { zspageMoments } from "../../../src/site/data/zspage_words.ts";

const [before, after] = zspageMoments().map(({ pages }) => pages);

it("exchanges the middle page, and no other", () => {
  const places = before?.map(({ pfn }, at) => pfn === after?.[at]?.pfn);
  expect(places).toEqual([true, false, true]);
  expect(after?.map(({ isNew }) => isNew)).toEqual([false, true, false]);
});

it("carries the words over, heads included: a handle keeps its address", () => {
  const texts = (pages: typeof before) =>
    pages?.map(({ words }) => words.map(({ text, handle }) => (handle ? handle.addr : text)));
  expect(texts(after)).toEqual(texts(before));
});

it("makes each handle tell the page in which its object begins", () => {
  for (const pages of [before, after]) {
    const told = pages?.flatMap(({ pfn, words }) =>
      words.flatMap(({ handle }) => (handle ? [[handle.tells, pfn]] : [])),
    );
    expect(told).toHaveLength(3);
    for (const [tells, pfn] of told ?? []) expect(tells).toBe(pfn);
  }
});
