// Links and ids of the built site. No browser is needed, but the site must have been built.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { parse } from "yaml";
import { slugOf } from "../../src/engine/links/slug.ts";
import { listPages } from "../../src/tools/site/serve.ts";
import { test } from "./tab.ts";

const DIST = join(import.meta.dirname, "../../dist");
const BASE = `/${process.env.BASE ?? ""}/`.replace(/\/+/g, "/");

const pages = new Map(
  listPages().map((path) => {
    const html = readFileSync(join(DIST, path.endsWith(".html") ? path : `${path}index.html`), "utf8");
    return [path, { html, ids: attributes(html, "id") }];
  }),
);

test.describe("the built site", () => {
  test("gives no id twice on one page", () => {
    const twice = [...pages].flatMap(([path, { ids }]) =>
      ids.filter((id, at) => ids.indexOf(id) < at).map((id) => `/${path}: id="${id}"`),
    );
    expect(twice).toEqual([]);
  });

  test("has no link to a page or an anchor that is not there", () => {
    const dead = [...pages].flatMap(([path, { html }]) =>
      attributes(html, "href")
        .filter((href) => isDead(path, href))
        .map((href) => `/${path} links to ${href}`),
    );
    expect([...new Set(dead)]).toEqual([]);
  });

  test("explains no word in the glossary that no page uses", () => {
    const prose = [...pages.values()].map(({ html }) => html).join("\n");
    const glossary: { term: string; forms?: string[] }[] = parse(readFileSync("content/glossary.yaml", "utf8"));
    const words = glossary.filter(({ forms }) => forms?.length !== 0).map(({ term }) => slugOf(term));
    expect(words.filter((slug) => !prose.includes(`interestfor="term-${slug}"`))).toEqual([]);
  });
});

function isDead(from: string, href: string): boolean {
  const url = new URL(href, `http://site${BASE}${from}`);
  if (url.host !== "site") return false;
  if (!url.pathname.startsWith(BASE)) return true;
  const to = decodeURIComponent(url.pathname.slice(BASE.length));
  const page = pages.get(to) ?? pages.get(`${to}/`);
  if (page === undefined) return !isFile(join(DIST, to));
  const anchor = decodeURIComponent(url.hash.slice(1));
  // What has a name and a value is no place in the page, but read by its scripts.
  return anchor !== "" && !anchor.includes("=") && !page.ids.includes(anchor);
}

function isFile(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}

function attributes(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(([, value = ""]) =>
    value.replaceAll("&amp;", "&"),
  );
}
