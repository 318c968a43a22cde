/** What the models ask of their machine: accesses of a marked kind to a word, and lines of the log. */
import ts from "typescript";
import type { Context, Value } from "./context.ts";
import { expr, number, paren, value } from "./expression.ts";
import { bare } from "./types.ts";

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

/** `lock.addr`, `work.addr + RUNNING`: the field that is there; null: it is an address of some other kind. */
function fieldAt(cx: Context, node: ts.Expression | undefined): string | null {
  const [base, offset] =
    node && ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken
      ? [bare(node.left), bare(node.right)]
      : [node && bare(node), undefined];
  if (!base || !ts.isPropertyAccessExpression(base) || base.name.text !== "addr") return null;
  const first = cx.types.structOf(cx.program.type(base.expression))?.fields[0]?.name;
  const name = offset ? offsetName(cx, offset) : first;
  if (name === undefined) return null;
  const { text, kind } = value(cx, base.expression);
  return `${kind === "struct" ? `${text}.` : `${paren(text)}->`}${name}`;
}

/** `const RUNNING = offsetOf(WorkStruct, "running")`. */
function offsetName(cx: Context, node: ts.Expression): string | undefined {
  const declaration = cx.symbol(node)?.valueDeclaration;
  const source = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  const [, field] = source && ts.isCallExpression(source) ? source.arguments : [];
  return field && ts.isStringLiteral(field) ? field.text : undefined;
}

/** With the barrier that its kind says, or none. */
export function loaded(cx: Context, [address, access]: readonly ts.Expression[]): Value | null {
  const text = fieldAt(cx, address);
  if (text === null || !access) return null;
  return number(access.getText().includes("ACQUIRE") ? `smp_load_acquire(&${text})` : `READ_ONCE(${text})`);
}
export function stored(cx: Context, [address, to, access]: readonly ts.Expression[]): Value | null {
  const text = fieldAt(cx, address);
  if (text === null || !to || !access) return null;
  const isRelease = access.getText().includes("RELEASE");
  return number(`${isRelease ? `smp_store_release(&${text}` : `WRITE_ONCE(${text}`}, ${expr(cx, to)})`);
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
