/**
 * What Markdown becomes (good/*.md, with the HTML beside it), and what is refused (bad/*.md, with the message beside it).
 * A new case is a new file; `vitest run -u` writes what it comes to.
 */
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { createMarkdown } from "../../../src/site/weave/markdown.ts";
import { WeaveProblem } from "../../../src/site/weave/problem.ts";
import { MODELS } from "./models.ts";

const render = createMarkdown(MODELS, "/base/");
const glob = (files: Record<string, string>) =>
  Object.entries(files).map(([path, text]) => ({ name: basename(path, ".md"), text }));
const good = glob(import.meta.glob("./good/*.md", { query: "?raw", import: "default", eager: true }));
const bad = glob(import.meta.glob("./bad/*.md", { query: "?raw", import: "default", eager: true }));

describe("good", () => {
  it.each(good)("$name", async ({ name, text }) => {
    const { html, headings } = render(text, { file: `${name}.md`, firstLine: 1 });
    const outline = headings.map(({ depth, slug }) => `<!-- ${depth} ${slug} -->\n`).join("");
    await expect(outline + html).toMatchFileSnapshot(`./good/${name}.html`);
  });
});

describe("bad", () => {
  it.each(bad)("$name", async ({ name, text }) => {
    let message = "accepted";
    try {
      render(text, { file: `${name}.md`, firstLine: 10 });
    } catch (error) {
      if (!(error instanceof WeaveProblem)) throw error;
      message = error.message;
    }
    expect(message).toMatch(/^[\w-]+\.md:1\d: /);
    await expect(`${message}\n`).toMatchFileSnapshot(`./bad/${name}.txt`);
  });
});
