/** The two texts of a still diff as tokens, from its lines: what the morph moves is what the reader sees standing. */

import { syncTokenKeys, toKeyedTokens } from "@shikijs/magic-move/core";
import type { KeyedTokensInfo } from "@shikijs/magic-move/types";
import { must } from "../../engine/must.ts";

type Line = Parameters<typeof toKeyedTokens>[1][number];

/** Tokens that both have share a key. */
export function morphTokens(diff: Element): { from: KeyedTokensInfo; to: KeyedTokensInfo } {
  const lines = [...diff.querySelectorAll(".diff-line")];
  const side = (other: string) => keyed(lines.filter((line) => !line.classList.contains(other)));
  return syncTokenKeys(side("diff-new"), side("diff-gone"), { splitTokens: true });
}

function keyed(lines: readonly Element[]): KeyedTokensInfo {
  const texts = lines.map((line) => must(line.querySelector(".diff-text"), ".diff-text"));
  let offset = 0;
  const tokens = texts.map((text): Line => {
    const line = [...text.childNodes].map((node) => {
      const content = node.textContent ?? "";
      const token = { content, offset, htmlClass: node instanceof Element ? node.className : "" };
      offset += content.length;
      return token;
    });
    offset += 1;
    return line;
  });
  const code = texts.map(({ textContent }) => textContent ?? "").join("\n");
  return toKeyedTokens(code, tokens);
}
