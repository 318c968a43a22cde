/** Ways out of a function. */
import ts from "typescript";
import { countIn } from "./arrays.ts";
import type { Body } from "./body.ts";
import { assigned } from "./expression.ts";
import type { Printed } from "./lines.ts";
import { type Out, outsOf, returnsNumber } from "./outs.ts";
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
  if (ts.isObjectLiteralExpression(source)) return several(body, source, node, lines, depth);
  const count = countIn(cx, source);
  if (count !== undefined) return body.put(lines, depth, `return ${count};`, node);
  const type = cx.types.result(cx.fn) ?? "int";
  // A call of something that returns nothing, as the last thing to do.
  if (type === "void") {
    body.put(lines, depth, `${assigned(cx, "", source)};`, node);
    return;
  }
  body.put(lines, depth, `return ${assigned(cx, type, source)};`, node);
}

/** `return { rc: 0, dst }`: the pointer is set first. Whoever is told of a failure does not look there. */
function several(body: Body, source: ts.ObjectLiteralExpression, node: ts.Node, lines: Printed[], depth: number) {
  const { cx } = body;
  const outs = outsOf(cx.types, cx.fn.node);
  if (outs === null) return cx.note("object", source);
  for (const out of outs) {
    const text = fieldOf(body, source, out);
    if (text !== "NULL") body.put(lines, depth, `*${out.name}p = ${text};`, node);
  }
  if (returnsNumber(cx.fn.node)) {
    body.put(lines, depth, `return ${fieldOf(body, source, { name: "rc", type: "int" })};`, node);
  } else if (node.parent.parent !== cx.fn.node) body.put(lines, depth, "return;", node);
}

function fieldOf({ cx }: Body, source: ts.ObjectLiteralExpression, { name, type }: Out): string {
  const property = source.properties.find((each) => each.name?.getText() === name);
  if (property && ts.isShorthandPropertyAssignment(property)) return assigned(cx, type, property.name);
  if (property && ts.isPropertyAssignment(property)) return assigned(cx, type, property.initializer);
  cx.note("object", source);
  return "0";
}
