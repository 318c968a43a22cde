/** What of the kernel a declaration of the models stands for, by the comment that opens its file. */
import type { Declaration } from "../source/declarations.ts";
import { escapeHtml } from "./html.ts";

export function counterpart({ kernel }: Declaration, text: string): string {
  const [head = ""] = text.split("*/", 1);
  const files = [...new Set(head.match(/\b(?:arch|drivers|fs|include|mm)\/[\w./-]+\.[ch]\b/g))];
  const [versions = ""] = /\bv?\d+\.\d+(?: to v?\d+\.\d+)?/.exec(head) ?? [];
  if (files.length === 0 || versions === "") return "";
  const of = files.map((each) => `<code>${escapeHtml(each)}</code>`).join(", ");
  return `; ${kernel === null ? "" : `<code>${escapeHtml(kernel)}()</code>, `}${of}, Linux ${versions.replaceAll("v", "")}`;
}
