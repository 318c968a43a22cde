/** Our Markdown: no HTML, no pasted code, headings with ids, code and output woven in. */
import MarkdownIt from "markdown-it";
import { SourceIndex } from "../../engine/source/places.ts";
import { declarationsOf } from "../../knowledge/source/declarations.ts";
import { type Environment, weave } from "./container.ts";
import type { Source } from "./excerpt.ts";
import { escapeHtml } from "./html.ts";
import { complainer } from "./problem.ts";

interface Heading {
  depth: number;
  slug: string;
  text: string;
}

interface Rendered {
  html: string;
  headings: Heading[];
}

/** `files` are the models as text by path; `base` is what paths of the site begin with: "/" or "/movable-eras/". */
export function createMarkdown(files: Readonly<Record<string, string>>, base: string, c?: Source["c"]) {
  const md = new MarkdownIt({ html: false, linkify: false, typographer: false });
  weave(md, { files, index: new SourceIndex(declarationsOf(files)), ...(c && { c }) });
  md.renderer.rules.fence = (tokens, at) =>
    `<pre class="weave-shell"><code>${escapeHtml(tokens[at]?.content.trim() ?? "")}</code></pre>\n`;
  // A rule, and not a step of what follows, because notes inside of containers are rendered on their own.
  md.core.ruler.push("base", ({ tokens }) => {
    for (const child of tokens.flatMap(({ children }) => children ?? [])) {
      const href = child.type === "link_open" ? String(child.attrGet("href")) : "";
      if (href.startsWith("/")) child.attrSet("href", base.replace(/\/$/, "") + href);
    }
  });
  return (source: string, env: Environment): Rendered => {
    const tokens = md.parse(source, env);
    const headings: Heading[] = [];
    tokens.forEach((token, at) => {
      const complain = complainer(env.file, env.firstLine + (token.map?.[0] ?? 0));
      if (token.type === "heading_open") {
        const text = (tokens[at + 1]?.children ?? []).map(({ content }) => content).join("");
        const slug = slugOf(text);
        if (headings.some((each) => each.slug === slug)) complain(`two headings would have the id "${slug}"`);
        token.attrSet("id", slug);
        headings.push({ depth: Number(token.tag.slice(1)), slug, text });
      }
      if (token.type === "code_block") complain("code is woven in, not pasted: ::: code NAME");
      if (token.type === "fence" && (token.info !== "sh" || token.content.trim().includes("\n"))) {
        complain("a fence holds one line for the shell (```sh); code is woven in with ::: code NAME");
      }
    });
    return { html: md.renderer.render(tokens, md.options, env), headings };
  };
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\s_-]/gu, "")
    .trim()
    .replace(/\s+/g, "-");
}
