/** Which lines of a text hold code, and not a comment alone. */
import ts from "typescript";

/** From 0. `counts`: leaves out tokens that make no line. */
export function codeLines(nodes: readonly ts.Node[], counts: (token: ts.Node) => boolean = () => true): Set<number> {
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren();
    for (const child of children) visit(child);
    if (children.length > 0 || node.getWidth() === 0 || !counts(node)) return;
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    const last = file.getLineAndCharacterOfPosition(node.end).line;
    for (let each = line; each <= last; each++) lines.add(each);
  };
  for (const node of nodes) visit(node);
  return lines;
}
