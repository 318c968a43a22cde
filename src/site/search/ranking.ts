/**
 * How the search ranks what it found; the browser asks with it. A word that the glossary explains leads there first, and how often a
 * long page repeats a word proves little. What the pages themselves are worth is in weights.ts: so a title counts as the heading that it is, by the
 * kind of its page, and not once more as metadata, where that of an exercise is worth as much as that of what explains it.
 */
export const RANKING = { termFrequency: 0.4, metaWeights: { term: 30, title: 0, names: 1 } };

/** Words of a question that every page has. */
const ASKING = /\b(?:what|why|who|how|when|where|which|is|are|do|does|did|can|the|an?|it|to)\b/gi;

/** What is looked for: page->mapping is two words, and of a question those that say what it is about. What stands in quotes is looked for as it is. */
export function termOf(query: string): string {
  if (query.includes('"')) return query;
  const words = query.replaceAll("->", " ").replace(/\?/g, " ");
  const telling = words.replace(ASKING, " ").replace(/\s+/g, " ").trim();
  return telling === "" ? words : telling;
}
