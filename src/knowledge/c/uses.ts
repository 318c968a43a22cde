/** How often each name stands in a function, its declaration included. */
import ts from "typescript";
import type { Context } from "./context.ts";

export function usesOf(cx: Context, node: ts.Node): Map<ts.Symbol, number> {
  const uses = new Map<ts.Symbol, number>();
  const twins: [from: ts.Symbol, to: ts.Identifier][] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isIdentifier(each)) {
      const symbol = cx.symbol(each);
      if (symbol) uses.set(symbol, (uses.get(symbol) ?? 0) + 1);
    }
    if (
      ts.isVariableDeclaration(each) &&
      ts.isIdentifier(each.name) &&
      each.initializer &&
      ts.isIdentifier(each.initializer)
    ) {
      const from = cx.symbol(each.initializer);
      if (from?.valueDeclaration && isConstant(from.valueDeclaration) && isConstant(each))
        twins.push([from, each.name]);
    }
    ts.forEachChild(each, visit);
  };
  visit(node);
  // `const rc = moved`, where `moved` is of no other use: one variable.
  for (const [from, to] of twins) if (uses.get(from) === 2) cx.names.set(from, to.text);
  return uses;
}

export function isConstant(node: ts.Node): boolean {
  return (
    ts.isVariableDeclaration(node) &&
    ts.isVariableDeclarationList(node.parent) &&
    (node.parent.flags & ts.NodeFlags.Const) !== 0
  );
}

export function hasYield(node: ts.Node): boolean {
  return ts.isYieldExpression(node) || (ts.forEachChild(node, (each) => hasYield(each) || undefined) ?? false);
}
