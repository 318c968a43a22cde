/** Where the kernel chooses between the constants of an enum, kernel functions of the models have constants with names, and no texts. */
import ts from "typescript";
import { expect, test } from "vitest";
import { checker, kernelCode, type ModelFunction } from "./model_functions.ts";

/** What is no code of a kernel, by its choices. */
const OWN: Readonly<Record<string, string>> = {
  "bad-page, warn": "how the log shows a line",
};
/** More texts than any enum here: vocabularies of the models' own, such as steps and guards. */
const VOCABULARY = 12;

/** The texts that could stand in the place of this one. */
function choices(node: ts.StringLiteral): string[] {
  const { parent } = node;
  const other = ts.isBinaryExpression(parent) && (parent.left === node ? parent.right : parent.left);
  const type = other ? checker.getTypeAtLocation(other) : checker.getContextualType(node);
  return type?.isUnion() ? type.types.flatMap((each) => (each.isStringLiteral() ? [each.value] : [])).sort() : [];
}

/** READ_ONCE(view, "field"). */
function namesField(node: ts.StringLiteral): boolean {
  const [view] = ts.isCallExpression(node.parent) ? node.parent.arguments : [];
  return view !== undefined && checker.getTypeAtLocation(view).getProperty(node.text) !== undefined;
}

function textsIn({ where, node }: ModelFunction): string[] {
  const found: string[] = [];
  const visit = (each: ts.Node): void => {
    const isConstant =
      ts.isStringLiteral(each) && !ts.isTypeOfExpression(each.parent) && !ts.isYieldExpression(each.parent);
    if (isConstant && !namesField(each)) {
      const all = choices(each);
      if (all.length > 1 && all.length < VOCABULARY) found.push(`${where}: "${each.text}" of ${all.join(", ")}`);
    }
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

test("kernel functions choose between constants that have names", () => {
  const found = [...kernelCode(() => false)].flatMap(textsIn);
  const reasons = Object.keys(OWN).filter((all) => found.some((text) => text.endsWith(` of ${all}`)));
  expect(found.filter((text) => !reasons.some((all) => text.endsWith(` of ${all}`)))).toEqual([]);
  expect(reasons).toEqual(Object.keys(OWN));
});
