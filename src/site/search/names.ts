/**
 * What the search knows of a page beside its words. Pagefind finds a word by how it begins, so it would find `PageMovable` and not
 * `__ClearPageMovable`. For each name of the kernel in the page, how its later parts are called is written into what is indexed,
 * and nowhere else; it is also what the search then shows: "PageMovable in __ClearPageMovable".
 */
import { Parser } from "htmlparser2";

export function withNames(html: string): string {
  const { at, text } = contentOf(html);
  const names = new Set(text.match(/\b[A-Za-z_]\w{3,}\b/g));
  const lines = [...names].flatMap((name) => tailsOf(name).map((tail) => `${tail} in ${name}`));
  return lines.length === 0 ? html : `${html.slice(0, at)}<p>Names: ${lines.join("; ")}.</p>${html.slice(at)}`;
}

/** isolate_movable_ops_page: movable_ops_page, ops_page. The last part alone Pagefind knows. */
export function tailsOf(name: string): string[] {
  const starts = [...name.matchAll(/(?<=[a-z\d])[A-Z]|(?<=_)[A-Za-z]/g)].map(({ index }) => index);
  return starts.map((start) => name.slice(start)).filter((tail) => /_[A-Za-z]|[a-z\d][A-Z]/.test(tail));
}

/** The text of the page without its menus, and where it begins. */
function contentOf(html: string): { at: number; text: string } {
  let at = 0;
  let depth = 0;
  const texts: string[] = [];
  const parser = new Parser({
    onopentag(_name, { class: classes = "" }) {
      if (depth > 0) depth++;
      else if (/\bsl-markdown-content\b/.test(classes)) {
        depth = 1;
        at ||= parser.endIndex + 1;
      }
    },
    ontext(text) {
      if (depth > 0) texts.push(text);
    },
    onclosetag() {
      if (depth > 0) depth--;
    },
  });
  parser.end(html);
  return { at, text: texts.join(" ") };
}
