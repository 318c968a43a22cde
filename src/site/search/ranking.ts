/**
 * How the search ranks what it found; the browser asks with it. A word that the glossary explains leads there first, and how often a
 * long page repeats a word proves little. What the pages themselves are worth is in weights.ts.
 */
export const RANKING = { termFrequency: 0.3, metaWeights: { term: 30, title: 1, names: 1 } };
