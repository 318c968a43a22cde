// The code of a walkthrough as C: both versions stand in the page, and each has the notes of its lines.

import { expect, test } from "vitest";
import { C_TITLE } from "../../../src/engine/source/c_view.ts";
import { readModels } from "../../../src/knowledge/source/files.ts";
import { cOf } from "../../../src/site/weave/c_views.ts";
import { createMarkdown } from "../../../src/site/weave/markdown.ts";

const models = readModels();
const render = createMarkdown(models, "/", cOf(models));
const html = (markdown: string) => render(markdown, { file: "test.md", firstLine: 1 }).html;
/** What stands in one of the two versions, as text. */
const textIn = (page: string, language: string) => {
  const [, part = ""] = page.split(`<div class="weave-rows as-${language}">`);
  return (part.split('<div class="weave-rows')[0] ?? "")
    .replace(/<[^>]+>/g, "")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
};

const page = html("::: code putback_movable_pages\n1. `putback:first` Every page of the list.\n:::\n");

test("has the TypeScript, and the C without its questions", () => {
  expect(textIn(page, "typescript")).toContain("k.guard(");
  expect(textIn(page, "c")).toContain("list_for_each_entry_safe(");
  expect(textIn(page, "c")).not.toMatch(/k\.guard|yield/);
  expect(page).toContain(C_TITLE);
});

test("has each note in both", () => {
  for (const language of ["c", "typescript"]) expect(textIn(page, language)).toContain("Every page of the list.");
});

test("has the TypeScript alone where C has no natural words for it", () => {
  const without = createMarkdown(models, "/", () => undefined);
  const { html } = without("::: code putback_movable_pages\n:::\n", { file: "test.md", firstLine: 1 });
  expect(html).not.toContain("as-c");
  expect(html.replace(/<[^>]+>/g, "")).toContain("k.guard(");
});
