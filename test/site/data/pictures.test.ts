// Pictures and prose of the site that come out of machines and data files.

import { describe, expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { fragmentsOf } from "../../../src/knowledge/inline.ts";
import { ballooned } from "../../../src/site/data/ballooned.ts";
import { compacted, lruOrder } from "../../../src/site/data/basic_machines.ts";
import { bitRowsOf } from "../../../src/site/data/bits.ts";
import { wayToCallbacks } from "../../../src/site/data/callbacks.ts";
import { eraTextOf } from "../../../src/site/data/eras.ts";
import { slotsOf } from "../../../src/site/data/page_words.ts";

describe.each(ERAS.map((era) => ({ id: era.id, era })))("the page of $id", ({ era }) => {
  it("follows the page to the callbacks of the balloon", () => {
    const callbacks = wayToCallbacks(ballooned(era))
      .at(-1)
      ?.rows.map(({ text }) => text);
    expect(callbacks?.sort()).toEqual(["balloon_page_isolate", "balloon_page_migrate", "balloon_page_putback"]);
  });

  it("draws every bit of a word once", () => {
    for (const { boxes } of bitRowsOf(ballooned(era))) {
      const bits = boxes.flatMap(({ high, low }) => Array.from({ length: high - low + 1 }, (_, index) => high - index));
      expect(bits).toEqual(bits.map((_, index) => bits.length - 1 - index));
    }
  });

  it("says of every word what a page keeps there", () => {
    const { words } = eraTextOf(era);
    const names = slotsOf(ballooned(era)).flatMap((slot) => slot.names[0] ?? []);
    expect(Object.keys(words).sort()).toEqual(names.sort());
    expect(names).toEqual(expect.arrayContaining([...era.mark.words]));
  });
});

describe("pictures for beginners", () => {
  it("show that compaction moves every page and loses none", () => {
    const [before, after] = compacted().map(({ frames }) => frames.filter((use) => use !== "free").sort());
    expect(after).toEqual(before);
    expect(compacted()[1]?.frames.slice(0, 12)).toEqual(new Array(12).fill("free"));
  });

  it("list the pages of the LRU that the map shows", () => {
    const { picture, order } = lruOrder();
    const marked = picture.frames.flatMap((use, pfn) => (use === "lru" ? [pfn] : []));
    expect([...order].sort((a, b) => a - b)).toEqual(marked);
  });
});

describe("a line of prose", () => {
  it.each([
    ["page->mapping is a word", "page->mapping"],
    ["see mm/migrate.c:migrate_pages(), v6.17", "mm/migrate.c:migrate_pages()"],
    ["then zs_free() is called", "zs_free()"],
    ["a `struct page` here", "struct page"],
  ])("has names of the kernel in code font: %s", (text, code) => {
    expect(fragmentsOf(text).filter(({ kind }) => kind === "code")).toEqual([{ kind: "code", text: code }]);
  });

  it("links mails and commits, and keeps every letter", () => {
    const text = "bda807d44454 and <57026782.3020201@suse.cz> (v4.8)";
    const fragments = fragmentsOf(text);
    expect(fragments.map((fragment) => fragment.text).join("")).toBe(text);
    expect(fragments.filter(({ kind }) => kind === "link").map(({ href }) => href)).toEqual([
      "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/commit/?id=bda807d44454",
      "https://lore.kernel.org/all/57026782.3020201%40suse.cz/",
    ]);
  });
});
