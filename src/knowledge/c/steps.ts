/** The names that a `yield` can have: one, or several where part of it is a variable. */
import ts from "typescript";
import type { Context } from "./context.ts";

export function stepsOf(cx: Context, node: ts.Expression | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isObjectLiteralExpression(node)) {
    const step = node.properties.find((each) => each.name?.getText() === "step");
    return step && ts.isPropertyAssignment(step) ? stepsOf(cx, step.initializer) : [];
  }
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce(
      (names, { expression, literal }) =>
        names.flatMap((name) => namesOf(cx, expression).map((each) => name + each + literal.text)),
      [node.head.text],
    );
  }
  return namesOf(cx, node);
}

function namesOf(cx: Context, node: ts.Expression): string[] {
  const type = cx.program.type(node);
  const types = type.isUnion() ? type.types : [type];
  return types.flatMap((each) => (each.isStringLiteral() ? [each.value] : []));
}
