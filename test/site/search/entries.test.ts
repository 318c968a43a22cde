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

it("names a guard with what it asks, and leaves its table out", () => {
  const [guard, ...more] = guardsIn(
    '<h2>Part</h2><p>no</p><h3 id="g">x:g</h3> <p>Asks <i>again</i>.</p><p>Why.</p><section><p>table</p></section><p>more</p><h2>Part</h2><p>no</p>',
  );
  expect(more).toEqual([]);
  expect(guard?.id).toBe("g");
  expect(guard?.html).toMatch(/<h1>x:g\s*: Asks again\.<\/h1>/);
  expect(guard?.html).toContain("Why.");
  expect(guard?.html).not.toMatch(/table|more|Part|no/);
});

it.each([
  ["page->mapping", "page mapping"],
  ["Why does isolate ask twice?", "isolate ask twice"],
  ["what is it", "what is it"],
])("looks, when asked %s, for %s", (query, term) => {
  expect(termOf(query)).toBe(term);
});
