/**
 * The Content-Security-Policy of a built page, as a `<meta>` at the start of its head, because a static host may set no headers.
 * Scripts and style sheets that stand in the page are allowed by their hash, so nothing that is injected later can run.
 */
import { createHash } from "node:crypto";
import { Parser } from "htmlparser2";

const POLICY = {
  "default-src": ["'self'"],
  // Pagefind, the search, is WebAssembly.
  "script-src": ["'self'", "'wasm-unsafe-eval'"],
  "style-src": ["'self'"],
  // Starlight sizes its icons with style attributes. They can neither run code nor load anything that is not allowed here.
  "style-src-attr": ["'unsafe-inline'"],
  "img-src": ["'self'", "data:"],
  "connect-src": ["'self'"],
  "worker-src": ["'self'"],
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
};

export function withPolicy(html: string): string {
  const { at, scripts, styles } = readPage(html);
  const directives = Object.entries({
    ...POLICY,
    "script-src": [...POLICY["script-src"], ...hashes(scripts)],
    "style-src": [...POLICY["style-src"], ...hashes(styles)],
  }).map(([name, values]) => `${name} ${values.join(" ")}`);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${directives.join("; ")}">`;
  return html.slice(0, at) + meta + html.slice(at);
}

/** What stands in the page, and where a policy can stand: before everything that it is about, but after the charset. */
function readPage(html: string): { at: number; scripts: string[]; styles: string[] } {
  const found: Record<string, string[]> = { script: [], style: [] };
  let at = 0;
  let start = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === "meta" && "charset" in attributes) at = parser.endIndex + 1;
      start = parser.endIndex + 1;
    },
    onclosetag(name) {
      found[name]?.push(html.slice(start, parser.startIndex));
    },
  });
  parser.end(html);
  if (at === 0) throw new Error("a page of the site has no <meta charset>");
  return { at, scripts: found.script ?? [], styles: found.style ?? [] };
}

function hashes(texts: readonly string[]): string[] {
  const ofEach = texts
    .filter((text) => text !== "")
    .map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return [...new Set(ofEach)].sort();
}
