/** The table of contents of a page, from the headings that the page itself uses: id → text. */
export function headingsOf(
  sections: Readonly<Record<string, string>>,
): { depth: number; slug: string; text: string }[] {
  return Object.entries(sections).map(([slug, text]) => ({ depth: 2, slug, text }));
}
