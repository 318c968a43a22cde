/** Where the source can be read on the web, for example REPOSITORY=https://example.org/movable-eras; no links without it. */
const REPOSITORY = process.env.REPOSITORY?.replace(/\/+$/, "");

export function sourceUrl(file: string, line: number): string | null {
  return REPOSITORY ? `${REPOSITORY}/blob/main/${file}#L${line}` : null;
}

export function editUrl(file: string): string | null {
  return REPOSITORY ? `${REPOSITORY}/edit/main/${file}` : null;
}
