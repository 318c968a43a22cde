/** Ways out of a function. */
import ts from "typescript";
import type { Body } from "./body.ts";
import { assigned } from "./expression.ts";
import type { Printed } from "./lines.ts";
import { bare } from "./types.ts";

export function returned(
  body: Body,
  expression: ts.Expression | undefined,
  node: ts.Node,
  lines: Printed[],
  depth: number,
) {
  const { cx, tails } = body;
  const source = expression && bare(expression);
  if (!source) return body.put(lines, depth, "return;", node);
  const tail = ts.isCallExpression(source) ? tails.of(source) : null;
  if (tail) {
    tails.want(tail, body.steps);
    return body.put(lines, depth, `goto ${tail.name};`, node);
  }
  if (ts.isObjectLiteralExpression(source)) cx.note("object", source);
  if (cx.types.isArray(cx.program.type(source))) cx.note("array", source);
  const type = cx.types.result(cx.fn) ?? "int";
  // A call of something that returns nothing, as the last thing to do.
  if (type === "void") {
    body.put(lines, depth, `${assigned(cx, "", source)};`, node);
    return;
  }
  body.put(lines, depth, `return ${assigned(cx, type, source)};`, node);
}
