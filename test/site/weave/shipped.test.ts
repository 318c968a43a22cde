/** What people read is woven without a complaint: every note of a walkthrough finds its step or its line, in each era that it is about. */
import { expect, it } from "vitest";
import { readModels } from "../../../src/knowledge/source/files.ts";
import { proseFiles } from "../../../src/site/prose/files.ts";
import { createMarkdown } from "../../../src/site/weave/markdown.ts";

const render = createMarkdown(readModels(), "/");
const files = proseFiles("walkthroughs");

it.each(files)("$file", ({ file, text, firstLine }) => {
  const { html } = render(text, { file, firstLine });
  const written = text.match(/^\d+\. `/gm)?.length ?? 0;
  expect(written).toBeGreaterThan(0);
  expect(html.match(/<p class="weave-note">/g)?.length ?? 0).toBeGreaterThanOrEqual(written);
});

it("complains of a note whose line is gone, with its place", () => {
  const [{ file, text, firstLine }] = files.filter(({ slug }) => slug === "isolate") as [(typeof files)[number]];
  const anchor = /^1\. `(.+?)`/m;
  expect(text).toMatch(anchor);
  const broken = text.replace(anchor, "1. `a line that no era has`");
  expect(() => render(broken, { file, firstLine })).toThrow(`${file}:`);
});
