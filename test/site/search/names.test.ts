// Under which names the search finds a name of the kernel.

import { expect, it } from "vitest";
import { tailsOf, withNames } from "../../../src/site/search/names.ts";

it.each([
  ["__ClearPageMovable", ["ClearPageMovable", "PageMovable"]],
  ["isolate_movable_ops_page", ["movable_ops_page", "ops_page"]],
  ["PAGE_MAPPING_MOVABLE", ["MAPPING_MOVABLE"]],
  ["zs_page_migrate", ["page_migrate"]],
  ["migrate", []],
])("%s ends in %j", (name, tails) => {
  expect(tailsOf(name)).toEqual(tails);
});

it("adds the names of the text to what is indexed, and none of menus and scripts", () => {
  const menu = "<nav>other_long_name</nav>";
  const script = '<div class="sl-markdown-content"><script>addEventListener()</script></div>';
  expect(withNames(script)).toBe(script);
  expect(withNames(`${menu}<div class="sl-markdown-content"><p>a <code>set_movable_ops()</code></p></div>`)).toBe(
    `${menu}<div class="sl-markdown-content"><i hidden data-pagefind-meta="names:movable_ops"></i><p>a <code>set_movable_ops()</code></p></div>`,
  );
  expect(withNames(menu)).toBe(menu);
});
