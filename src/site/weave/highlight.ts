/** TypeScript as HTML, in classes whose colours the style sheet gives. No `style` attribute, so no policy refuses it. */
import { createCssVariablesTheme, createHighlighterCoreSync } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import typescript from "shiki/langs/typescript.mjs";
import type { Token } from "../../engine/source/token.ts";
import { escapeHtml } from "./html.ts";

const theme = createCssVariablesTheme({ name: "classes", variablePrefix: "--", fontStyle: false });
const highlighter = createHighlighterCoreSync({
  themes: [theme],
  langs: [typescript],
  engine: createJavaScriptRegexEngine(),
});
const known = new Map<string, Token[][]>();

/** The tokens of each line of the text. */
export function tokens(text: string): Token[][] {
  let lines = known.get(text);
  if (lines === undefined) {
    lines = highlighter
      // On a busy machine a limit of time would leave the end of a line without colours.
      .codeToTokens(text, { lang: "typescript", theme: "classes", tokenizeTimeLimit: 0 })
      .tokens.map((line) => line.map(({ content, color }) => ({ text: content, kind: kindOf(color) })));
    known.set(text, lines);
  }
  return lines;
}

/** One piece of HTML for each line of the text. */
export function highlight(text: string): string[] {
  return tokens(text).map((line) =>
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
