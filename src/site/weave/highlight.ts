/** TypeScript and C as HTML, in classes whose colours the style sheet gives. No `style` attribute, so no policy refuses it. */
import { createCssVariablesTheme, createHighlighterCoreSync } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import c from "shiki/langs/c.mjs";
import typescript from "shiki/langs/typescript.mjs";
import type { Token } from "../../engine/source/token.ts";
import { escapeHtml } from "./html.ts";

const theme = createCssVariablesTheme({ name: "classes", variablePrefix: "--", fontStyle: false });
const highlighter = createHighlighterCoreSync({
  themes: [theme],
  langs: [typescript, c],
  engine: createJavaScriptRegexEngine(),
});
export type Language = "typescript" | "c";

const known = new Map<string, Token[][]>();

/** The tokens of each line of the text. */
export function tokens(text: string, lang: Language = "typescript"): Token[][] {
  const key = `${lang} ${text}`;
  let lines = known.get(key);
  if (lines === undefined) {
    lines = highlighter
      // On a busy machine a limit of time would leave the end of a line without colours.
      .codeToTokens(text, { lang, theme: "classes", tokenizeTimeLimit: 0 })
      .tokens.map((line) => line.map(({ content, color }) => ({ text: content, kind: kindOf(color) })));
    known.set(key, lines);
  }
  return lines;
}

/** Neither empty nor only a comment. */
export function isCode(line: readonly Token[] = []): boolean {
  return line.some(({ text, kind }) => kind !== "comment" && text.trim() !== "");
}

/** One piece of HTML for each line of the text. */
export function highlight(text: string, lang: Language = "typescript"): string[] {
  return tokens(text, lang).map((line) =>
    line
      .map(({ text, kind }) =>
        kind === "" ? escapeHtml(text) : `<span class="tok-${kind}">${escapeHtml(text)}</span>`,
      )
      .join(""),
  );
}

function kindOf(color = ""): string {
  return /^var\(--token-([\w-]+)\)$/.exec(color)?.[1] ?? "";
}
