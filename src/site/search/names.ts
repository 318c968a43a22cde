/**
 * Names of the kernel by their parts. Pagefind finds a word by how it begins, so it would find `PageMovable` and not
 * `__ClearPageMovable`. How the later parts of each name are called goes into the page's metadata, which are searched too and never
 * shown: nobody reads a list of parts.
 */
import { Parser } from "htmlparser2";
import { UNREAD } from "./weights.ts";

export function withNames(html: string): string {
  const { at, text } = contentOf(html);
  const names = new Set(text.match(/\b[A-Za-z_]\w{3,}\b/g));
  const tails = new Set([...names].flatMap(tailsOf));
  if (tails.size === 0) return html;
  return `${html.slice(0, at)}<i hidden data-pagefind-meta="names:${[...tails].join(" ")}"></i>${html.slice(at)}`;
}

/** isolate_movable_ops_page: movable_ops_page, ops_page. The last part alone Pagefind knows. */
export function tailsOf(name: string): string[] {
  const starts = [...name.matchAll(/(?<=[a-z\d])[A-Z]|(?<=_)[A-Za-z]/g)].map(({ index }) => index);
  return starts.map((start) => name.slice(start)).filter((tail) => /_[A-Za-z]|[a-z\d][A-Z]/.test(tail));
}

/** The text that is read and searched, without menus, scripts and what a machine wrote, and where it begins. */
function contentOf(html: string): { at: number; text: string } {
  let at = 0;
  let depth = 0;
  let unread = 0;
  const texts: string[] = [];
  const parser = new Parser({
    onopentag(name, { class: classes = "" }) {
      if (unread > 0 || isUnread(name, classes)) unread++;
      if (depth > 0) depth++;
      else if (/\bsl-markdown-content\b/.test(classes)) {
        depth = 1;
        at ||= parser.endIndex + 1;
      }
    },
    ontext(text) {
      if (depth > 0 && unread === 0) texts.push(text);
    },
    onclosetag() {
      if (unread > 0) unread--;
      if (depth > 0) depth--;
    },
  });
  parser.end(html);
  return { at, text: texts.join(" ") };
}

function isUnread(name: string, classes: string): boolean {
  const has = classes.split(" ");
  return ["script", "style", ...UNREAD].some((selector) => {
    const [element, of] = selector.split(".");
    return (element === "" || element === name) && (of === undefined || has.includes(of));
  });
}
