// The search of the site finds names of the kernel by their parts, and costs nothing before it is opened.

import { expect, type Page, test } from "@playwright/test";
import { tabTo } from "./keys.ts";

const NAMES = [
  ["ClearPageMovable", "__ClearPageMovable"],
  ["movable", "movable_ops"],
  ["movable_page", "isolate_movable_page"],
  ["ops_page", "isolate_movable_ops_page"],
  ["page->mapping", "mapping"],
  ["isolate:pin", "isolate:pin"],
  ["1168640", "20250618174014.1168640-1-david@redhat.com"],
] as const;

/** What explains a word comes first: its entry in the glossary, or the page that is about it. */
const FIRST = [
  ["balloon", "glossary/#balloon"],
  ["refcount", "glossary/#refcount"],
  ["isolate", "glossary/#isolate"],
  ["lock order", "glossary/#lock-order"],
  ["movable page", "glossary/#movable-ops-page"],
  ["mops", "eras/mops/"],
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

  test("leads to a page by the keyboard alone, and is left with Escape", async ({ page }) => {
    await page.locator("site-search input").fill("isolate_movable_ops_page");
    const result = page.locator(".pagefind-ui__result-link").first();
    await result.waitFor();
    await tabTo(page, result);
    await page.keyboard.press("Escape");
    await page.locator("site-search dialog").waitFor({ state: "hidden" });
  });
});
