/** TypeScript as HTML, in classes whose colours the style sheet gives. No `style` attribute, so no policy refuses it. */
import { createCssVariablesTheme, createHighlighterCoreSync } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import typescript from "shiki/langs/typescript.mjs";
import { escapeHtml } from "./html.ts";

const theme = createCssVariablesTheme({ name: "classes", variablePrefix: "--", fontStyle: false });
const highlighter = createHighlighterCoreSync({
  themes: [theme],
  langs: [typescript],
  engine: createJavaScriptRegexEngine(),
});
const known = new Map<string, string[]>();

/** One piece of HTML for each line of the text. */
export function highlight(text: string): string[] {
  let lines = known.get(text);
  if (lines === undefined) {
    const { tokens } = highlighter.codeToTokens(text, { lang: "typescript", theme: "classes" });
    lines = tokens.map((line) =>
      line
        .map(({ content, color }) => {
          const [, kind] = /^var\(--token-([\w-]+)\)$/.exec(color ?? "") ?? [];
          return kind === undefined ? escapeHtml(content) : `<span class="tok-${kind}">${escapeHtml(content)}</span>`;
        })
        .join(""),
    );
    known.set(text, lines);
  }
  return lines;
}
