/** What the models ask of their machine: accesses of a marked kind to a word, and lines of the log. */
import ts from "typescript";
import type { Context, Value } from "./context.ts";
import { expr, number, paren, value } from "./expression.ts";

/** `view`, `"field"`: the field. */
export function word(
  cx: Context,
  view: ts.Expression | undefined,
  field: ts.Expression | undefined,
  print: (text: string) => string,
): Value | null {
  if (!view || !field || !ts.isStringLiteral(field)) return null;
  const { text, kind } = value(cx, view);
  return number(print(`${kind === "struct" ? `${text}.` : `${paren(text)}->`}${field.text}`));
}

/** In C the name says whether somebody wants the sum. */
export function added(cx: Context, [view, field, by]: readonly ts.Expression[], node: ts.CallExpression): Value | null {
  const name = ts.isExpressionStatement(node.parent) ? "atomic_add" : "atomic_add_return";
  return by ? word(cx, view, field, (text) => `${name}(${expr(cx, by)}, &${text})`) : null;
}

/** `k.printk("warn", "…")`: words, and numbers in them. */
export function printed(cx: Context, [level, words]: readonly ts.Expression[]): Value | null {
  if (!level || !words || !ts.isStringLiteral(level) || !ts.isTemplateExpression(words)) return null;
  const { head, templateSpans } = words;
  const text = head.text + templateSpans.map(({ literal }) => `%d${literal.text}`).join("");
  const numbers = templateSpans.map(({ expression }) => {
    const isNumber = (cx.program.type(expression).flags & ts.TypeFlags.NumberLike) !== 0;
    if (!isNumber) cx.note("expression", expression);
    return expr(cx, expression);
  });
  return number(`pr_${level.text}(${[JSON.stringify(text), ...numbers].join(", ")})`);
}
