/** Where the source can be read on the web, for example REPOSITORY=https://example.org/movable-eras; no links without it. */
const REPOSITORY = process.env.REPOSITORY?.replace(/\/+$/, "");

export function sourceUrl(file: string, line?: number): string | null {
  if (!REPOSITORY) return null;
  return `${REPOSITORY}/blob/main/${file}${line === undefined ? "" : `#L${line}`}`;
}
