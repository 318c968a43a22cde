/** The glossary as what stands in a page: how each word is spelled in prose, and its definition as HTML. */

import { slugOf } from "../../engine/links/slug.ts";
import { fragmentsOf } from "../../knowledge/inline.ts";
import { glossary } from "../data/glossary.ts";
import { escapeHtml } from "../weave/html.ts";
import type { Definition } from "./annotate.ts";

let known: Definition[] | undefined;

export function definitions(): Definition[] {
  known ??= glossary().map(({ term, forms = [term, `${term}s`], text }) => ({
    slug: slugOf(term),
    forms,
    html: `<b>${escapeHtml(term)}</b> ${inlineHtml(text)}`,
  }));
  return known;
}

/** Without links: what pops up is to be read, and the entry in the glossary has them. */
function inlineHtml(text: string): string {
  return fragmentsOf(text)
    .map(({ kind, text }) => {
      const html = escapeHtml(text);
      return kind === "text" || kind === "link" ? html : `<${kind}>${html}</${kind}>`;
    })
    .join("");
}
