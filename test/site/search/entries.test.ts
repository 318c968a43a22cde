// How a page of many things becomes one hit for each of them.

import { expect, it } from "vitest";
import { definitionsIn, guardsIn } from "../../../src/site/search/entries.ts";
import { termOf } from "../../../src/site/search/ranking.ts";

it("takes the word and what explains it from the glossary, without its sources", () => {
  const [first, second] = definitionsIn(
    '<dl><dt id="a"><a>a &amp; b</a></dt><dd>It <b>is</b>.<p>Source: x</p></dd><dt id="c">c</dt><dd>d</dd></dl>',
  );
  expect(first).toMatchObject({ id: "a", html: expect.stringMatching(/>a &#38; b\s*<\/h1><p>It is\.\s*<\/p>/) });
  expect(second).toMatchObject({ id: "c", html: expect.not.stringContaining("Source") });
});

it("names a guard with what it does, finds it where its link leads, and leaves its table out", () => {
  const [guard, other, ...more] = guardsIn(
    "<h2>Part</h2><p>no</p><details><summary><h3><code>x:g</code><span>: </span>Asks <i>again</i>.</h3><span>BUG</span></summary>" +
      '<div id="g"><p>Why.</p><section><p>table</p></section><p>more</p></div></details>' +
      '<details><summary><h3>x:h</h3></summary><div id="h"></div></details><h2 id="p">Part</h2><p>no</p>',
  );
  expect([guard?.id, other?.id, more]).toEqual(["g", "h", []]);
  expect(guard?.html).toMatch(/<h1>x:g: Asks again\.<\/h1>/);
  expect(guard?.html).toContain("Why.");
  expect(guard?.html).not.toMatch(/table|more|Part|no|BUG/);
});

it.each([
  ["page->mapping", "page mapping"],
  ["Why does isolate ask twice?", "isolate ask twice"],
  ["what is it", "what is it"],
])("looks, when asked %s, for %s", (query, term) => {
  expect(termOf(query)).toBe(term);
});
