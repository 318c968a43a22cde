/** Fields: `page.lru` is `page->lru`, or `page.lru` where the struct itself stands there. */
import ts from "typescript";
import { countIn } from "./arrays.ts";
import type { Context, Value } from "./context.ts";
import { number, paren, value } from "./expression.ts";
import { bare } from "./types.ts";

/** What a property of the machine is in C, where it is global. */
const GLOBALS: readonly (readonly [path: RegExp, text: (name: string) => string, kind: Value["kind"]])[] = [
  [/\bk\.current$/, () => "current", "pointer"],
  [/\bk\.node$/, () => "pgdat", "pointer"],
  [/\b(?:k\.)?flags\.PG_\w+$/, (name) => name, "number"],
  [/\bk\.config\.[A-Z]\w+$/, (name) => `IS_ENABLED(CONFIG_${name})`, "number"],
  [/^Number\.POSITIVE_INFINITY$/, () => "ULONG_MAX", "number"],
];

export function property(cx: Context, node: ts.PropertyAccessExpression): Value {
  const name = node.name.text;
  const path = node.getText();
  const global = GLOBALS.find(([pattern]) => pattern.test(path));
  if (global) return { text: global[1](name), kind: global[2] };
  const count = name === "length" ? countIn(cx, node.expression) : undefined;
  if (count !== undefined) return number(count);
  const base = value(cx, node.expression);
  if (name === "addr") return number(`(unsigned long)${base.kind === "struct" ? `&${base.text}` : paren(base.text)}`);
  const owner = cx.program.type(node.expression);
  if (name === "length" || cx.types.isArray(owner)) cx.note("array", node);
  const field = cx.types.field(node);
  if (field === undefined && cx.types.structOf(owner)) cx.note("no field", node);
  // What a function returns in one piece.
  const isWhole = base.kind === "struct" || (base.kind === "number" && ts.isCallExpression(bare(node.expression)));
  const text = isWhole ? `${base.text}.${name}` : `${paren(base.text)}->${name}`;
  if (field?.embedded) return { text, kind: "struct" };
  return { text, kind: cx.types.isPointer(node) ? "pointer" : "number" };
}
