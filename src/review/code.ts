/** Code without what changes nothing: comments, the way it is laid out, and types, which are gone when it runs. */
import ts from "typescript";

/** `isOut`: left out as well. */
export function codeOf(node: ts.Node, isOut: (node: ts.Node) => boolean = () => false): string {
  const tokens: string[] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isJSDoc(each) || isType(each) || isOut(each)) return;
    const children = each.getChildren();
    // Whoever has none is a token. A text with blanks in it is one, too.
    if (children.length === 0) tokens.push(each.getText());
    else for (const child of children) visit(child);
  };
  visit(node);
  return tokens.filter((token) => token !== "").join(" ");
}

/** What a class extends is an expression, though the compiler counts it among the types. */
function isType(node: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  return ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node);
}
