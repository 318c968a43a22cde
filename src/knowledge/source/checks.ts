/** Checks of what cannot be, and what they say where it is: models/machine/bug.ts. */
import ts from "typescript";

export const CHECK = /^(?:VM_)?(?:BUG|WARN)_ON(?:_ONCE)?$/;

export function checksIn(statement: ts.Statement): { says: string; at: number }[] {
  const found: { says: string; at: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && CHECK.test(node.expression.text)) {
      const condition = node.arguments.at(-1);
      if (condition && ts.isStringLiteral(condition))
        found.push({ says: `${node.expression.text}(${condition.text})`, at: node.getStart() });
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return found;
}
