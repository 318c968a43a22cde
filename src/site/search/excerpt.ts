/** The excerpt of a page that was found by a part of a name. Pagefind shows how the page begins; here the name itself is shown. */

export interface Found {
  /** HTML, with what was found in `<mark>`. */
  excerpt: string;
  /** All the text of the page. */
  content?: string;
}

const AROUND = 80;

export function excerptFor(term: string, { excerpt, content = "" }: Found): string {
  const part = term.trim();
  if (excerpt.includes("<mark>") || !/^\w{4,}$/.test(part)) return excerpt;
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
