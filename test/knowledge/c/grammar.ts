// A grammar of C that needs no compiler. Of the kernel's macros it knows nothing, so those that are no expressions are written out.
import { fileURLToPath } from "node:url";
import { Language, Parser } from "web-tree-sitter";

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(fileURLToPath(import.meta.resolve("tree-sitter-c/tree-sitter-c.wasm"))));

/** Lines with what the grammar doesn't understand; none: it is C. */
export function errorsIn(text: string): string[] {
  const tree = parser.parse(withoutMacros(text));
  if (tree === null || !tree.rootNode.hasError) return [];
  const lines = new Set<string>();
  const visit = (node: NonNullable<typeof tree>["rootNode"]): void => {
    if (node.isError || node.isMissing) lines.add(text.split("\n")[node.startPosition.row]?.trim() ?? "");
    for (const child of node.children) if (child) visit(child);
  };
  visit(tree.rootNode);
  return [...lines];
}

function withoutMacros(text: string): string {
  return (
    text
      // Loops.
      .replace(/\b(?:list_)?for_each\w*(?=\()/g, "while")
      // Types as arguments.
      .replace(/((?:list_first_entry|list_entry|container_of)\([^;{]*?,\s+)struct (?=\w+,\s+\w+\))/g, "$1")
      // A label before a declaration or the end of a block.
      .replace(/^(\w+):$/gm, "$1: ;")
  );
}
