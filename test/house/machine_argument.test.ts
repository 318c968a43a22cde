/** A page, a lock or a device leads to its machine. So nothing that is given one is given the machine, too. */
import ts from "typescript";
import { expect, test } from "vitest";
import { checker, FILES, pathOf } from "./model_functions.ts";

/** A view: what has an address in a memory. */
function isView(type: ts.Type): boolean {
  const own = checker.getNonNullableType(type);
  return own.symbol?.name !== "Kernel" && ["memory", "addr"].every((name) => own.getProperty(name) !== undefined);
}

/** Functions, and what is said of them in types and tables. */
function takesBoth(node: ts.Node): boolean {
  if (!ts.isFunctionLike(node)) return false;
  const types = node.parameters.map((each) => checker.getTypeAtLocation(each));
  return types.some((type) => type.symbol?.name === "Kernel") && types.some(isView);
}

function found(node: ts.Node): string[] {
  const own = takesBoth(node) ? [`${pathOf(node)} ${nameOf(node)}`] : [];
  const within: string[] = [];
  ts.forEachChild(node, (child) => {
    within.push(...found(child));
  });
  return [...own, ...within];
}

function nameOf(node: ts.Node): string {
  const name =
    ts.isFunctionLike(node) || ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) ? node.name : undefined;
  if (name) return name.getText();
  return ts.isSourceFile(node.parent) ? "?" : nameOf(node.parent);
}

test("nobody is given the machine beside what leads to it", () => {
  expect(FILES.flatMap(found)).toEqual([]);
});
