// The site under the address that it was built for: SITE, BASE and REPOSITORY. `npm test` sets all three, because what is right
// under a base is right without one. Dead links are found by links.test.ts.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { listPages } from "../../src/tools/site/serve.ts";

const ROOT = join(import.meta.dirname, "../..");
const { SITE, REPOSITORY } = process.env;
const BASE = `/${process.env.BASE ?? ""}/`.replace(/\/+/g, "/");
const pages = listPages().filter((path) => path !== "404.html");

const dist = (file: string) => readFileSync(join(ROOT, "dist", file), "utf8");

test.describe("a site that knows its address", () => {
  test.skip(!SITE, "built without SITE");

  const here = (path: string) => new URL(BASE + path, SITE).href;

  test("names every page in its map, and nothing else", () => {
    const listed = [...dist("sitemap-0.xml").matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address);
    expect(listed.toSorted()).toEqual(pages.map(here).toSorted());
  });

  test("has a feed whose entries lead to places that are there", () => {
    const links = [...dist("timeline.xml").matchAll(/<item>.*?<link>([^<]*)#([^<]*)<\/link>/g)];
    expect(links.length).toBeGreaterThan(0);
    const timeline = dist("timeline/index.html");
    for (const [, address, place] of links) {
      expect(address).toBe(here("timeline/"));
      expect(timeline).toContain(`id="${place}"`);
    }
  });

  for (const path of ["", "timeline/"]) {
    test(`tells what the address of /${path} is, and where the feed is`, () => {
      const html = dist(`${path}index.html`);
      expect(html).toContain(`<link rel="canonical" href="${here(path)}"/>`);
      expect(html).toMatch(new RegExp(`<link rel="alternate"[^>]* href="${BASE}timeline.xml"`));
    });
  }
});

test("leads from every page to the file that says what it says", () => {
  test.skip(!REPOSITORY, "built without REPOSITORY");
  for (const path of pages) {
    const [, file] = new RegExp(`href="${REPOSITORY}/edit/main/([^"]*)"`).exec(dist(`${path}index.html`)) ?? [];
    expect(file && existsSync(join(ROOT, decodeURIComponent(file))), `/${path}: ${file}`).toBe(true);
  }
});
