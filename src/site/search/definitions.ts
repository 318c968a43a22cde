/** The glossary, one entry a hit: who looks for a word is led to the word, and not to the page of all of them. */
import { Parser } from "htmlparser2";
import { DEFINITION } from "./weights.ts";

export interface Definition {
  id: string;
  /** A page of its own, as far as the search knows. */
  html: string;
}

export function definitionsIn(glossary: string): Definition[] {
  const found: { id: string; term: string; text: string }[] = [];
  let reads: "term" | "text" | null = null;
  const parser = new Parser({
    onopentag(name, { id = "" }) {
      if (name === "dt") found.push({ id, term: "", text: "" });
      // Sources come after the text.
      reads = name === "dt" ? "term" : name === "dd" ? "text" : name === "p" ? null : reads;
    },
    ontext(text) {
      const last = found.at(-1);
      if (last && reads) last[reads] += text;
    },
    onclosetag(name) {
      if (name === "dt" || name === "dd") reads = null;
    },
  });
  parser.end(glossary);
  return found.map(({ id, term, text }) => ({ id, html: page(term.trim(), text.trim()) }));
}

function page(term: string, text: string): string {
  const [heading, body] = [term, text].map((each) => each.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`));
  const weight = `data-pagefind-weight="${DEFINITION}"`;
  const main = `<h1 ${weight} data-pagefind-meta="term">${heading}</h1><p>${body}</p>`;
  return `<html lang="en"><body><main data-pagefind-body>${main}</main></body></html>`;
}
