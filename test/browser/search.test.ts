// The search of the site finds names of the kernel by their parts, and costs nothing before it is opened.

import { expect, type Page } from "@playwright/test";
import { RANKING, termOf } from "../../src/site/search/ranking.ts";
import { tabTo } from "./keys.ts";
import { test } from "./tab.ts";

const NAMES = [
  ["ClearPageMovable", "__ClearPageMovable"],
  ["movable", "movable_ops"],
  ["movable_page", "isolate_movable_page"],
  ["ops_page", "isolate_movable_ops_page"],
  ["page->mapping", "mapping"],
  ["isolate:pin", "isolate:pin"],
  ["1168640", "20250618174014.1168640-1-david@redhat.com"],
] as const;

/** What explains a word, or answers a question, comes first: its entry in the glossary, the guard, or the page that is about it. */
const FIRST = [
  ["balloon", "glossary/#balloon"],
  ["refcount", "glossary/#refcount"],
  ["isolate", "glossary/#isolate"],
  ["lock order", "glossary/#lock-order"],
  ["movable page", "glossary/#movable-ops-page"],
  ["mops", "eras/mops/"],
  ["why ask twice", "guards/#isolate-recheck"],
  ["why isolate asks twice", "guards/#isolate-recheck"],
  ["why does isolate ask twice?", "guards/#isolate-recheck"],
] as const;

/** What a newcomer types, and what a kernel developer does, and what must be among the first three that are found. */
const TYPED = [
  ["isolate asks again", "guards/#isolate-recheck"],
  ["deadlock", "glossary/#lock-order"],
  ["page type", "glossary/#page-type"],
  ["page lock", "glossary/#page-lock"],
  ["PG_movable_ops", "eras/flags/"],
  ["page->mapping", "glossary/#mapping"],
  ["struct page", "glossary/#struct-page"],
  ["put back", "glossary/#putback"],
  ["zspage", "glossary/#zspage"],
  ["zsmalloc handle", "glossary/#handle"],
  ["compaction stuck", "glossary/#compaction"],
  ["what is compaction", "glossary/#compaction"],
  ["kcompactd", "glossary/#kcompactd"],
  ["huge page", "glossary/#huge-page"],
  ["huge page fails", "glossary/#huge-page"],
  ["race condition", "glossary/#race"],
  ["memory offline", "glossary/#offlining"],
  ["VM_BUG_ON_PAGE", "glossary/#vm-bug-on-page"],
  ["movable_operations", "eras/mops/"],
  ["address_space_operations", "eras/aops/"],
  ["PAGE_MAPPING_MOVABLE", "glossary/#tagged-pointer"],
  ["get_page_unless_zero", "glossary/#speculative-reference"],
  ["null pointer", "walkthroughs/released/"],
  ["never sleeps on the page lock", "guards/#isolate-trylock"],
  ["trylock", "guards/#isolate-trylock"],
  ["drop the last reference", "guards/#isolate-put"],
  ["who frees the page", "walkthroughs/free-path/"],
  ["how does migration work", "walkthroughs/migrate/"],
  ["virtio balloon inflate", "walkthroughs/balloon/"],
] as const;

const answered = (page: Page, query: string) =>
  page
    .locator(".pagefind-ui__message")
    .filter({ hasText: `for ${query}` })
    .waitFor();

/** Never what the index adds for itself, such as a part of a name and the name. */
async function expectSentences(page: Page): Promise<void> {
  for (const excerpt of await page.locator(".pagefind-ui__result-excerpt").allTextContents()) {
    expect(excerpt).not.toMatch(/Names: |\b(\w+) in \w+\1\b/);
  }
  await expect(page.locator(".pagefind-ui__result-tags")).toHaveCount(0);
}

test.describe("the search", () => {
  const requested: string[] = [];
  const loaded = () => requested.filter((path) => /pagefind|ui-core/.test(path));

  test.beforeEach(async ({ page }) => {
    requested.length = 0;
    page.on("request", (request) => requested.push(new URL(request.url()).pathname));
    await page.goto("./");
    expect(loaded()).toEqual([]);
    // A key that comes before the page listens is lost.
    await expect(async () => {
      if ((await page.locator("site-search dialog[open]").count()) === 0) await page.keyboard.press("Control+k");
      await expect(page.locator("site-search input")).toBeFocused({ timeout: 5_000 });
    }).toPass();
  });

  test("is loaded when it is opened, and takes the focus", () => {
    expect(loaded()).not.toEqual([]);
  });

  for (const [query, name] of NAMES) {
    test(`finds by ${query} what is called ${name}`, async ({ page }) => {
      await page.locator("site-search input").fill(query);
      await answered(page, query);
      await expect(page.locator(".pagefind-ui__result-excerpt", { hasText: name })).not.toHaveCount(0);
      await expectSentences(page);
    });
  }

  for (const [query, path] of FIRST) {
    test(`leads by ${query} first to ${path}, and shows sentences`, async ({ page, baseURL }) => {
      await page.locator("site-search input").fill(query);
      await answered(page, query);
      const result = page.locator(".pagefind-ui__result-link").first();
      await expect(result).toHaveAttribute("href", new URL(path, baseURL).pathname + new URL(path, baseURL).hash);
      await expectSentences(page);
    });
  }

  test("has what is typed lead to what explains it, among the first three", async ({ page, baseURL }) => {
    const found = await page.evaluate(
      async ([queries, ranking, address]) => {
        const pagefind = await import(`${address}pagefind/pagefind.js`);
        await pagefind.options({ ranking, baseUrl: new URL(address).pathname });
        const first = async (query: string) => {
          const { results } = await pagefind.search(query);
          const pages = await Promise.all(results.slice(0, 3).map((result: { data: () => unknown }) => result.data()));
          return pages.map(({ url }) => url as string);
        };
        return Promise.all(queries.map(first));
      },
      [TYPED.map(([query]) => termOf(query)), RANKING, baseURL ?? ""] as const,
    );
    const start = new URL(baseURL ?? "").pathname;
    const missed = TYPED.filter(([, path], at) => !found[at]?.includes(start + path));
    expect(missed.map(([query, path]) => [query, path, found[TYPED.findIndex(([each]) => each === query)]])).toEqual(
      [],
    );
  });

  test("leads to a page by the keyboard alone, and is left with Escape", async ({ page }) => {
    await page.locator("site-search input").fill("isolate_movable_ops_page");
    const result = page.locator(".pagefind-ui__result-link").first();
    await result.waitFor();
    await tabTo(page, result);
    await page.keyboard.press("Escape");
    await page.locator("site-search dialog").waitFor({ state: "hidden" });
  });
});
