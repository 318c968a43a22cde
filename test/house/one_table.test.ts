/**
 * What only one era does stands in test/expectations/, with a reason and a source. A test may pick a kernel to look at; what it expects of it, no
 * test asks the name of the era. The suite doesn't even pick.
 */
import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, it } from "vitest";
import { ERA_IDS, PLAN_IDS } from "../../models/index.ts";
import { UNSEEN } from "../suite/kernels.ts";

/** Where a name is compared, or stands for itself, and nothing is expected of the era. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "one kernel is picked": [
    'test/browser/series.test.ts: name === "mops@6.16-p12"',
    'test/review/as_kernel.test.ts: point.name === "flags@6.19-p24"',
    'test/tools/acts.test.ts: name === "mops@6.1"',
    'test/tools/record.test.ts: name === "mops@6.1"',
  ],
  "an exception is made up, to be read": [
    'test/cli/hostile.test.ts: aops: { skip: "A reason", source: "A source" }',
    "test/engine/explore/scenarios.test.ts: mops: aops",
    'test/engine/scenario/kernel_range.test.ts: "flags@..6.17.0": exception(2)',
    'test/engine/scenario/kernel_range.test.ts: "mops@6.1": exception(3)',
    'test/site/compare/steps.test.ts: mops: { differs: "slab-guard" }',
  ],
  "a word of struct page has that name": [
    'test/browser/home.test.ts: field === "flags"',
    'test/engine/trace/flag_names.test.ts: field === "flags"',
    'test/engine/trace/flag_names.test.ts: write.field === "flags"',
    'test/house/one_table.test.ts: text !== "flags"',
    'test/site/prose/voice.test.ts: id === "flags"',
  ],
  "what a difference is, is asked, and of none what it does": [
    'test/engine/alike.test.ts: release.differences.has("freed-shortcut")',
    'test/suite/differences.test.ts: k.differs("no-such-difference")',
    "test/suite/differences.test.ts: k.differs(name)",
  ],
};

const ids: readonly string[] = [...ERA_IDS, ...PLAN_IDS];
const isOfEra = (text: string) => ids.includes(text.split("@")[0] ?? "");
/** As a key, "flags" is what an actor has, or a page. */
const isKey = (text: string) => isOfEra(text) && text !== "flags";
const isLiteral = (node: ts.Node): node is ts.StringLiteralLike => ts.isStringLiteralLike(node) && isOfEra(node.text);

/** An era's name is compared, or leads to what holds of it; or it is asked what a kernel differs in. */
function isAsked(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node))
    return /^[!=]==?$/.test(node.operatorToken.getText()) && [node.left, node.right].some(isLiteral);
  if (ts.isCaseClause(node)) return isLiteral(node.expression);
  if (ts.isPropertyAssignment(node)) {
    const { name } = node;
    return (ts.isIdentifier(name) || ts.isStringLiteral(name)) && isKey(name.text);
  }
  return ts.isCallExpression(node) && /\.(?:differs|differences\.has)$/.test(node.expression.getText());
}

function found(file: string, is: (node: ts.Node) => boolean): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const all: string[] = [];
  const visit = (node: ts.Node): void => {
    if (is(node)) all.push(`${file.replaceAll("\\", "/")}: ${node.getText().split("\n")[0]}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return all;
}

const files = globSync("test/**/*.ts").filter((file) => !/^test.expectations/.test(file));

it("is the only place that knows what one era does", () => {
  const allowed = Object.values(ALLOWED).flat();
  const asked = files.flatMap((file) => found(file, isAsked));
  expect(asked.filter((each) => !allowed.includes(each))).toEqual([]);
  expect(allowed.filter((each) => !asked.includes(each))).toEqual([]);
});

it("is all that the suite knows of eras", () => {
  const suite = files.filter((file) => /^test.suite/.test(file));
  expect(suite.length).toBeGreaterThan(20);
  expect(suite.flatMap((file) => found(file, isLiteral))).toEqual([]);
});

it("leaves out no era but a plan", () => {
  expect(UNSEEN.filter(({ kind }) => kind !== "plan").map(({ id }) => id)).toEqual([]);
});
