/** What a hit in a page is worth: first what explains a thing, then what shows it, last what only lists it. */

/** By how the path begins; the first that fits. A heading counts as many times more as in all other pages. */
const KINDS: readonly { under: string; weight: number }[] = [
  { under: "before-you-start/", weight: 3 },
  { under: "walkthroughs/", weight: 3 },
  { under: "eras/", weight: 2 },
  { under: "onboarding/", weight: 1 },
  { under: "bugs/", weight: 0.6 },
  { under: "katas/", weight: 0.4 },
  { under: "scenarios/", weight: 0.3 },
  { under: "series/", weight: 0.3 },
  { under: "kernels/", weight: 0.3 },
  { under: "compare/", weight: 0.3 },
];
const OTHERS = 0.5;
const HEADING = 4;
const CODE = 0.1;
export const DEFINITION = 10;
export const GUARD = 3;

/** What a machine wrote and nobody searches for: runs step by step, players, forms, output. */
export const UNREAD = ["button", "astro-island", "section.region", "section.scroll", ".weave-console"];

export function weighted(html: string, path: string): string {
  const weight = KINDS.find(({ under }) => path.startsWith(under))?.weight ?? OTHERS;
  // A page of an era is what its name leads to, as an entry of the glossary is.
  const [, era] = /^eras\/([^/]+)\//.exec(path) ?? [];
  const term = era === undefined ? "" : ` data-pagefind-meta="term:${era}"`;
  return html
    .replace(/<main\b[^>]*\bdata-pagefind-body\b/, `$& data-pagefind-weight="${weight}"`)
    .replace(/<h1\b/, `$& data-pagefind-weight="${Math.min(10, weight * HEADING)}"${term}`)
    .replace(/<pre\b/g, `$& data-pagefind-weight="${CODE}"`);
}
