/**
 * Words of the glossary in the prose of a page become links to their entry, with the definition at hand: the first time that each
 * stands in a section. A browser that knows `interestfor` shows the definition when the link is pointed at or has the focus, lets
 * the pointer go into it, and takes it away on Escape, all without a script; in any other the link is a link. Assistive technology
 * has the definition as the description of the link.
 */
import { Parser } from "htmlparser2";
import { escapeHtml } from "../weave/html.ts";

export interface Definition {
  slug: string;
  /** What stands in prose for it: "folio", "folios". */
  forms: readonly string[];
  html: string;
}

const PROSE = /^(?:p|li|dd)$/;
/** What is not prose although it may stand in there. The server's HTML of an island must stay what the island expects. */
const OTHER = /^(?:a|button|summary|code|pre|kbd|h[1-6]|svg|table|nav|figcaption|label|script|style|astro-island)$/;
const OTHER_CLASS = /\bsources\b|^(?!weave ).*\bnot-content\b/;

interface Element {
  content: boolean;
  prose: boolean;
  other: boolean;
}

export function annotate(html: string, definitions: readonly Definition[], base: string): string {
  const { words, named } = vocabulary(definitions);
  const used = new Set<Definition>();
  const edits: { at: number; end: number; text: string }[] = [];
  const open: Element[] = [];
  let inSection = new Set<Definition>();
  let contentEnd = 0;
  const parser = new Parser(
    {
      onopentag(name, { class: classes = "" }) {
        const above = open.at(-1);
        open.push({
          content: above?.content || /\bsl-markdown-content\b/.test(classes),
          prose: above?.prose || PROSE.test(name),
          other: above?.other || OTHER.test(name) || OTHER_CLASS.test(classes),
        });
        if (name === "h2") inSection = new Set();
      },
      onclosetag() {
        const { content, other } = open.pop() ?? {};
        // What is folded at the end of a page would hide the definitions too.
        if (content && !other && !open.at(-1)?.content) contentEnd = parser.startIndex;
      },
      ontext(text) {
        const { content, prose, other } = open.at(-1) ?? {};
        if (!content || !prose || other) return;
        for (const { 0: word, index } of text.matchAll(words)) {
          const definition = named(word);
          if (definition === undefined || inSection.has(definition)) continue;
          inSection.add(definition);
          used.add(definition);
          const at = parser.startIndex + index;
          edits.push({ at, end: at + word.length, text: link(word, definition.slug, base) });
        }
      },
    },
    { decodeEntities: false },
  );
  parser.end(html);
  if (used.size === 0) return html;
  const texts = [...used].map(({ slug, html }) => `<div id="term-${slug}" popover="hint">${html}</div>`);
  const all = `<div class="definitions" data-pagefind-ignore>${texts.join("")}</div>`;
  return applied(html, [...edits, { at: contentEnd, end: contentEnd, text: all }]);
}

/** Every spelling, the longest first, because "page lock" is more than "page". A sentence may begin with any. */
function vocabulary(definitions: readonly Definition[]) {
  const plain = (word: string) => word.replace(/\s+/g, " ").replace(/^./, (letter) => letter.toLowerCase());
  const byForm = new Map(definitions.flatMap((each) => each.forms.map((form) => [plain(form), each] as const)));
  const patterns = [...byForm.keys()]
    .sort((a, b) => b.length - a.length)
    .map((form) => `[${form[0]}${form[0]?.toUpperCase()}]${form.slice(1).replaceAll(" ", "\\s+")}`);
  const words = new RegExp(`(?<![\\w-])(?:${patterns.join("|")})(?![\\w-])`, "g");
  return { words, named: (word: string) => byForm.get(plain(word)) };
}

function link(word: string, slug: string, base: string): string {
  const address = escapeHtml(`${base}glossary/#${slug}`);
  return `<a class="term" href="${address}" interestfor="term-${slug}" aria-describedby="term-${slug}">${word}</a>`;
}

function applied(html: string, edits: readonly { at: number; end: number; text: string }[]): string {
  let done = 0;
  let result = "";
  for (const { at, end, text } of edits) {
    result += html.slice(done, at) + text;
    done = end;
  }
  return result + html.slice(done);
}
