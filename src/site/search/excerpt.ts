/** The excerpt of a page that was found by a part of a name. Pagefind shows how the page begins; here the name itself is shown. */

export interface Found {
  url: string;
  /** HTML, with what was found in `<mark>`. */
  excerpt: string;
  meta: { title?: string; names?: string; term?: string };
  /** What is shown; the page itself first, if it is to be shown at all. */
  sub_results: { url: string; title: string; excerpt: string }[];
  /** All the text of the page. */
  content?: string;
}

const AROUND = 80;

/** What is only there to be found by, which the search box would show below what was found. */
export function hideUnread({ meta }: Pick<Found, "meta">): void {
  delete meta.names;
  delete meta.term;
}

/** Changes it in place, as the search box wants it. */
export function showName(term: string, found: Found): void {
  const excerpt = excerptFor(term, found);
  if (excerpt === found.excerpt) return;
  found.excerpt = excerpt;
  const { url, meta, sub_results: parts } = found;
  if (parts[0]?.url !== url) parts.unshift({ url, title: meta.title ?? url, excerpt });
}

/** An excerpt that only says the title again tells nothing: then the text below it is shown. */
export function showText(found: Found): void {
  const { excerpt, content = "", meta } = found;
  const title = meta.title ?? "";
  const said = excerpt.replace(/<[^>]*>/g, "").trim();
  if (title === "" || !title.startsWith(said) || !content.startsWith(title)) return;
  const text = content.slice(title.length).replace(/^[.\s]+/, "");
  if (text !== "") found.excerpt = escaped(text.slice(0, 2 * AROUND).replace(/\s\S*$/, " …"));
}

export function excerptFor(term: string, { excerpt, content = "" }: Pick<Found, "excerpt" | "content">): string {
  const part = term.trim();
  // A word of the language Pagefind finds by its stem, and what it shows of that is right.
  const isName = /^\w{4,}$/.test(part) && /_|[a-z\d][A-Z]/.test(part);
  if (!isName || excerpt.toLowerCase().includes(part.toLowerCase())) return excerpt;
  const match = new RegExp(`\\w*${part}\\w*`, "i").exec(content);
  if (!match) return excerpt;
  const [name] = match;
  const before = content.slice(Math.max(0, match.index - AROUND), match.index).replace(/^\S*\s/, "");
  const after = content
    .slice(match.index + name.length)
    .slice(0, AROUND)
    .replace(/\s\S*$/, "");
  return `${escaped(before)}<mark>${name}</mark>${escaped(after)}`;
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
