/** What of the kernel a declaration of the models stands for, by the comment that opens its file. */
import type { Declaration } from "../../engine/source/declaration.ts";
import { headOf } from "../../engine/source/head.ts";
import { escapeHtml } from "./html.ts";

export function counterpart({ kernel }: Declaration, text: string): string {
  const { files, versions } = headOf(text);
  if (files.length === 0 || versions === "") return "";
  const of = files.map((each) => `<code>${escapeHtml(each)}</code>`).join(", ");
  return `; ${kernel === null ? "" : `<code>${escapeHtml(kernel)}()</code>, `}${of}, Linux ${versions}`;
}
