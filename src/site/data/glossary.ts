/** content/glossary.yaml: words and what they mean, in alphabetical order. */
import * as v from "valibot";
import text from "../../../content/glossary.yaml?raw";
import { line, readData, sources } from "../../knowledge/data.ts";

const glossaryFile = v.array(
  v.strictObject({
    term: line,
    text: line,
    /** How it is spelled in prose, if not like the term with and without an s. None: it is a name of the kernel. */
    forms: v.optional(v.array(line)),
    sources,
  }),
);

export type Entry = v.InferOutput<typeof glossaryFile>[number];

export function glossary(): Entry[] {
  const entries = readData(glossaryFile, text, "content/glossary.yaml");
  const terms = entries.map(({ term }) => term.toLowerCase());
  const double = terms.find((term, index) => terms.indexOf(term) !== index);
  if (double) throw new Error(`content/glossary.yaml: "${double}" is explained twice`);
  return entries.sort((a, b) => a.term.localeCompare(b.term, "en", { sensitivity: "base" }));
}
