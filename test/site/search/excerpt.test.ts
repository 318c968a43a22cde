// What is shown of a page that was found by a part of a name.

import { expect, it } from "vitest";
import { excerptFor, showName, showText } from "../../../src/site/search/excerpt.ts";

const content = "Compaction & <others> then call isolate_movable_ops_page() under a lock.";

it("is the text around the whole name", () => {
  expect(excerptFor("ops_page", { excerpt: "Compaction", content })).toBe(
    "&#38; &#60;others&#62; then call <mark>isolate_movable_ops_page</mark>() under a",
  );
});

it.each([
  ["a page where the word itself was found", "ops_page", "an <mark>ops_page</mark>"],
  ["a page that shows no such name", "gone_page", "Compaction"],
  ["a query of several words", "ops_page lock", "Compaction"],
  ["a query that is no name", "ops_(", "Compaction"],
])("stays as it is for %s", (_what, term, excerpt) => {
  expect(excerptFor(term, { excerpt, content })).toBe(excerpt);
});

it("is shown first, also of a page of which nothing else would be", () => {
  const found = { url: "/a/", meta: { title: "A" }, excerpt: "Compaction", content, sub_results: [] };
  showName("ops_page", found);
  expect(found.sub_results).toEqual([
    { url: "/a/", title: "A", excerpt: expect.stringContaining("isolate_movable_ops_page") },
  ]);
});

it.each([
  [
    "the text below, where it only says the title again",
    "<mark>Asks</mark> again",
    "The owner &#60;may&#62; have let go of …",
  ],
  ["what it was, where it says more", "again. The <mark>owner</mark>", "again. The <mark>owner</mark>"],
])("is %s", (_what, excerpt, shown) => {
  const text = `The owner <may> have let go of ${"it".repeat(100)}`;
  const found = {
    url: "/a/",
    meta: { title: "Asks again." },
    excerpt,
    content: `Asks again. ${text}`,
    sub_results: [],
  };
  showText(found);
  expect(found.excerpt).toBe(shown);
});
