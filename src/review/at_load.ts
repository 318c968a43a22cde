/**
 * What of a file is done as soon as it is loaded. A change of a function can be seen only where the function is executed; a change of this, nobody has to
 * execute: it is there in every run.
 */
import ts from "typescript";
import { codeOf } from "./code.ts";

/** What stands outside the bodies of its functions, as those of an object are. */
export function frameOf(statement: ts.Statement): string {
  return codeOf(
    statement,
    (node) => ts.isFunctionLike(node.parent) && "body" in node.parent && node.parent.body === node,
  );
}

/** A function, a class or variables: what has a name, and so can be told to be the same as before. */
export function isDeclared(statement: ts.Statement): boolean {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return statement.name !== undefined;
  return ts.isVariableStatement(statement);
}

/** Functions of the models that only wrap the one they are given: whoever calls them at the margin of a file does nothing else. */
const WRAPS: ReadonlySet<string> = new Set([
  "kernel",
  "atomic",
  "under",
  "enclosed",
  "indivisible",
  "within",
  "on_stack",
  "offsetOf",
]);

/** Does it call, make or change anything before somebody calls it? */
export function runsAtLoad(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return node.name !== undefined && ts.isComputedPropertyName(node.name);
  const isCall =
    (ts.isCallExpression(node) && !(ts.isIdentifier(node.expression) && WRAPS.has(node.expression.text))) ||
    (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) ||
    ts.isNewExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isDeleteExpression(node) ||
    ts.isAwaitExpression(node) ||
    ((ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && isStep(node.operator)) ||
    ts.isIterationStatement(node, false) ||
    ts.isThrowStatement(node);
  return isCall || (ts.forEachChild(node, (child) => runsAtLoad(child) || undefined) ?? false);
}

function isAssignment(operator: ts.SyntaxKind): boolean {
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}

function isStep(operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}
