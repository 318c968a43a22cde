// Which words of a page become links to the glossary.

import { describe, expect, it } from "vitest";
import { annotate } from "../../../src/site/glossary/annotate.ts";

const DEFINITIONS = [
  { slug: "page", forms: ["page", "pages"], html: "<b>page</b> 4096 bytes" },
  { slug: "page-lock", forms: ["page lock"], html: "<b>page lock</b> one bit" },
  { slug: "lru", forms: ["LRU"], html: "<b>LRU</b> lists" },
];

/** The links that are made, as word → entry, and the page around them. */
function annotated(content: string) {
  const html = annotate(`<main><div class="sl-markdown-content">${content}</div></main>`, DEFINITIONS, "/base/");
  const links = [...html.matchAll(/<a class="term" href="([^"]*)"[^>]*>([^<]*)<\/a>/g)];
  return { html, links: links.map(([, href, word]) => `${word} → ${href}`) };
}

describe("a word of the glossary in prose", () => {
  it("leads to its entry, and has its definition in the page once", () => {
    const { html, links } = annotated("<p>A page.</p><h2>More</h2><p>Pages &amp; a page.</p>");
    expect(links).toEqual(["page → /base/glossary/#page", "Pages → /base/glossary/#page"]);
    expect(html.match(/<div id="term-page" popover="hint"><b>page<\/b> 4096 bytes<\/div>/g)).toHaveLength(1);
  });

  it("has its definition where it can be shown: not in the folded sources at the end", () => {
    const sources = '<details class="page-sources sl-markdown-content"><p>a page</p></details>';
    const html = annotate(
      `<main><div class="sl-markdown-content"><p>A page.</p></div>${sources}</main>`,
      DEFINITIONS,
      "/",
    );
    expect(html.indexOf('id="term-page"')).toBeGreaterThan(0);
    expect(html.indexOf('id="term-page"')).toBeLessThan(html.indexOf("<details"));
  });

  it("is linked once a section", () => {
    expect(annotated("<p>page, page</p><h3>a</h3><p>page</p><h2>b</h2><p>page</p>").links).toHaveLength(2);
  });

  it("is the longest that fits, even across the end of a line", () => {
    expect(annotated("<p>the page\n  lock</p>").links).toEqual(["page\n  lock → /base/glossary/#page-lock"]);
  });

  it("is a whole word, and in capitals if it is written so", () => {
    expect(annotated("<p>pagefind, sub-page, zspages, lru, page_lock</p>").links).toEqual([]);
    expect(annotated("<p>the LRU</p>").links).toHaveLength(1);
  });

  it.each([
    "<h3>page</h3>",
    "<p><a href='/x'>a page</a></p>",
    "<p><code>page</code></p>",
    "<pre><code>page</code></pre>",
    "<table><tr><td><p>page</p></td></tr></table>",
    `<p class="sources">page</p>`,
    "<astro-island><p>page</p></astro-island>",
    "<div>page</div>",
  ])("is left alone in %s", (content) => {
    const { html } = annotated(content);
    expect(html).toBe(`<main><div class="sl-markdown-content">${content}</div></main>`);
  });

  it("is left alone outside of the text of the page", () => {
    const menu = "<nav><li>page</li></nav>";
    expect(annotate(menu, DEFINITIONS, "/")).toBe(menu);
  });
});
