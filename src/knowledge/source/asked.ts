/** The questions that the models ask of the machine they run on: which guards are in place, and in what the kernel differs. */
import ts from "typescript";

export type About = "differs" | "guard";

/** Names by the list at the margin of the file that has them. */
export type Lists = ReadonlyMap<string, readonly string[]>;

/** The "…" of `k.differs("…")`. */
export function asked(node: ts.Node, about: About): string | null {
  if (!isQuestion(node, about)) return null;
  const [name] = node.arguments;
  return name && ts.isStringLiteral(name) ? name.text : null;
}

export function listsIn(file: ts.SourceFile): Lists {
  const lists = new Map<string, string[]>();
  for (const { declarationList } of file.statements.filter(ts.isVariableStatement)) {
    for (const { name, initializer } of declarationList.declarations) {
      const array = initializer && ts.isAsExpression(initializer) ? initializer.expression : initializer;
      if (!array || !ts.isArrayLiteralExpression(array)) continue;
      const names = array.elements.filter(ts.isStringLiteral).map(({ text }) => text);
      if (names.length === array.elements.length) lists.set(name.getText(), names);
    }
  }
  return lists;
}

/** The names in PLACES, of `PLACES.every((guard) => k.guard(guard))`. */
export function allAsked(node: ts.Node, lists: Lists): readonly string[] | null {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  const [test] = node.arguments;
  if (node.expression.name.text !== "every" || !test || !ts.isArrowFunction(test)) return null;
  return isQuestion(test.body, "guard") ? (lists.get(node.expression.expression.getText()) ?? null) : null;
}

function isQuestion(node: ts.Node, about: About): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === about
  );
}
