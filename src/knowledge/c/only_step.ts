/** A branch that does nothing but name a step. */
import ts from "typescript";

/** `if (another) yield "next";`: of a step C has nothing but its name, which stands in the margin of the next line. */
export function isOnlyStep({ expression, thenStatement, elseStatement }: ts.IfStatement): boolean {
  if (elseStatement || hasCall(expression) || !ts.isExpressionStatement(thenStatement)) return false;
  const { expression: step } = thenStatement;
  return ts.isYieldExpression(step) && !step.asteriskToken && step.expression !== undefined && isName(step.expression);
}

function isName(node: ts.Expression): boolean {
  return ts.isStringLiteral(node) || ts.isTemplateLiteral(node);
}

function hasCall(node: ts.Node): boolean {
  return ts.isCallExpression(node) || ts.forEachChild(node, (child) => hasCall(child) || undefined) === true;
}
