// That a look is asked for once must leave out nothing that is another look.

import { expect } from "@playwright/test";
import { unreadable } from "./colours.ts";
import { test } from "./tab.ts";

const page = (inside: string) =>
  `<!doctype html><html lang="en"><title>A page</title><body><main>${inside}</main></body></html>`;
const pale = (text: string, more = "") => `<p style="color: #ccc; ${more}">${text}</p>`;

test("finds what cannot be read, once for all that looks alike", async ({ page: tab }) => {
  const known = new Set<string>();
  await tab.setContent(page(pale("pale") + pale("as pale")));
  expect(await unreadable(tab, known)).toEqual([expect.stringContaining("color-contrast")]);
  await tab.setContent(page(pale("again")));
  expect(await unreadable(tab, known)).toEqual([]);
});

for (const [what, inside] of Object.entries({
  "another colour": pale("text", "color: #ddd"),
  "another size": pale("text", "font-size: 11px"),
  "another background": pale("text", "background: #bbb"),
  "another background further out": `<div style="background: #bbb">${pale("text")}</div>`,
  "a veil over it": `<div style="opacity: 0.8">${pale("text")}</div>`,
  "a link that nothing tells from its text":
    '<p>some <a href="#x" style="color: #111; text-decoration: none">link</a> in it</p>',
})) {
  test(`is asked again of ${what}`, async ({ page: tab }) => {
    const known = new Set<string>();
    await tab.setContent(page(pale("pale")));
    await unreadable(tab, known);
    await tab.setContent(page(inside));
    expect(await unreadable(tab, known)).toHaveLength(1);
  });
}
