/** An array is two variables in C: the elements, and how many there are. A function that returns one returns how many. */
import ts from "typescript";
import type { Body } from "./body.ts";
import type { Context } from "./context.ts";
import { expr } from "./expression.ts";
import { indent } from "./layout.ts";
import { plainLine } from "./lines.ts";
import { bare, declarator } from "./types.ts";

export function countOf(name: string): string {
  return `nr_${name}`;
}

/** What says how many there are; undefined: it is no array, or one that C has no words for. */
export function countIn(cx: Context, node: ts.Expression): string | undefined {
  const plain = bare(node);
  const symbol = ts.isIdentifier(plain) ? cx.symbol(plain) : undefined;
  return symbol && cx.counts.get(symbol);
}

/** `const pages = array_of<Page>(ROOM)`; of any other array a variable holds the number. True: it is declared. */
export function arrayVariable(body: Body, node: ts.VariableDeclaration, name: string, depth: number): boolean {
  const { cx } = body;
  const source = node.initializer && bare(node.initializer);
  const symbol = cx.symbol(node.name);
  if (!source || !symbol) return false;
  if (!ts.isCallExpression(source) || source.expression.getText() !== "array_of") {
    cx.counts.set(symbol, name);
    return false;
  }
  const [room] = source.arguments;
  const element = cx.types.elementOf(cx.program.type(node));
  const type = element && cx.types.of(element);
  if (!type || !room) {
    cx.note("array", node);
    return true;
  }
  const count = countOf(name);
  cx.counts.set(symbol, count);
  const lines = [`${declarator(type, name)}[${expr(cx, room)}];`, `int ${count} = 0;`];
  body.scope.declarations.push(...lines.map((text) => plainLine(indent(depth) + text, node)));
  return true;
}

/** Null: no array of which C knows the type. */
export function arrayParameter(cx: Context, node: ts.ParameterDeclaration, name: string): string[] | null {
  const element = cx.types.elementOf(cx.program.type(node));
  const type = element && cx.types.of(element);
  const symbol = cx.symbol(node.name);
  if (!type || !symbol) return null;
  cx.counts.set(symbol, countOf(name));
  return [declarator(`${type}${type.endsWith("*") ? "" : " "}*`, name), `int ${countOf(name)}`];
}

/** As two arguments: an array with its number, or the address of the only element. */
export function arrayArgument(cx: Context, node: ts.Expression): string[] | null {
  const count = countIn(cx, node);
  if (count !== undefined) return [expr(cx, node), count];
  const plain = bare(node);
  const [only, another] = ts.isArrayLiteralExpression(plain) ? plain.elements : [];
  return only && !another && ts.isIdentifier(only) ? [`&${expr(cx, only)}`, "1"] : null;
}
