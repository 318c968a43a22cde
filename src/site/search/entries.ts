/**
 * Pages that tell of many things, one entry a hit: who looks for a word of the glossary, or for what a guard asks, is led to it, and not to the page
 * of all of them.
 */
import { Parser } from "htmlparser2";
import { DEFINITION, GUARD } from "./weights.ts";

export interface Entry {
  id: string;
  /** A page of its own, as far as the search knows. */
  html: string;
}

export function definitionsIn(glossary: string): Entry[] {
  const found = partsOf(glossary, { heading: "dt", text: "dd", ends: ["p"] });
  return found.map(({ id, heading, text }) => ({
    id,
    html: page(`<h1 data-pagefind-weight="${DEFINITION}" data-pagefind-meta="term">${heading}</h1><p>${text}</p>`),
  }));
}

/** By what a guard does, and what it protects from; the table of what goes wrong without it is read, not searched. */
export function guardsIn(guards: string): Entry[] {
  const found = partsOf(guards, { heading: "h3", text: "p", ends: ["details", "section"] });
  return found.map(({ id, heading, text }) => ({
    id,
    html: page(`<h1>${heading}</h1><p data-pagefind-weight="${GUARD}">${text}</p>`),
  }));
}

interface Part {
  /** Its heading's, or that of what comes after it. */
  id: string;
  heading: string;
  text: string;
}

/** What stands in elements of the one kind and in those of the other after it, until one of those begins that end it. */
function partsOf(html: string, { heading, text, ends }: { heading: string; text: string; ends: string[] }): Part[] {
  const found: Part[] = [];
  let reads: "heading" | "text" | null = null;
  let isOpen = false;
  const parser = new Parser({
    onopentag(name, { id = "" }) {
      const last = found.at(-1);
      if (name === heading) found.push({ id, heading: "", text: "" });
      else if (last?.id === "") last.id = id;
      isOpen = name === heading || (isOpen && !ends.includes(name));
      if (name === heading) reads = "heading";
      else if (ends.includes(name)) reads = null;
      else if (name === text && isOpen) reads = "text";
    },
    ontext(read) {
      const last = found.at(-1);
      if (last && reads) last[reads] += read.replace(/\s+/g, " ");
    },
    onclosetag(name) {
      if (name !== heading && name !== text) return;
      const last = found.at(-1);
      if (last && reads) last[reads] += "\n";
      reads = null;
    },
  });
  parser.end(html);
  return found
    .filter(({ id }) => id !== "")
    .map(({ id, ...texts }) => ({ id, heading: escaped(texts.heading), text: escaped(texts.text) }));
}

function escaped(text: string): string {
  return text.trim().replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function page(main: string): string {
  return `<html lang="en"><body><main data-pagefind-body>${main}</main></body></html>`;
}
