/**
 * Copies of the models in which another CPU may run between any two statements of some functions. A patch is wrong about what stands between two yields as often
 * as about the yields, and without this nobody would see it: "the counter after the unlock" is one step as before.
 */
import ts from "typescript";
import { type Insertion, isInList, parsed, withInsertions } from "./cut.ts";
import type { Files } from "./patch.ts";
import type { TouchedFunction } from "./touched.ts";

export interface Cut {
  files: Files;
  /** Functions that were cut, and those that cannot be: no generators, so each is one step wherever it is called. */
  cut: string[];
  whole: string[];
}

/** Step names of other files say what happens; these say where: "line:34". */
export function finely(files: Files, functions: readonly TouchedFunction[]): Cut {
  const cut: string[] = [];
  const whole: string[] = [];
  const result: Record<string, string> = { ...files };
  for (const file of new Set(functions.map((each) => each.file))) {
    const text = files[file];
    if (text === undefined) continue;
    const source = parsed(file, text);
    const insertions: Insertion[] = [];
    for (const { name } of functions.filter((each) => each.file === file)) {
      const places = source.statements
        .filter((statement) => declares(statement, name))
        .flatMap((each) => switchesIn(each));
      (places.length > 0 ? cut : whole).push(name);
      for (const at of places) {
        const line = source.getLineAndCharacterOfPosition(at).line + 1;
        insertions.push({ at, text: `yield "line:${line}"; ` });
      }
    }
    result[file] = withInsertions(text, insertions);
  }
  return { files: result, cut, whole };
}

function declares(statement: ts.Statement, name: string): boolean {
  if (ts.isFunctionDeclaration(statement)) return statement.name?.text === name;
  return (
    ts.isVariableStatement(statement) &&
    statement.declarationList.declarations.some((each) => ts.isIdentifier(each.name) && each.name.text === name)
  );
}

/** Where statements of generators begin that touch what is shared, but for those that stand behind a yield. */
function switchesIn(node: ts.Node, isInGenerator = false): number[] {
  const inside = ts.isFunctionLike(node) ? "asteriskToken" in node && node.asteriskToken !== undefined : isInGenerator;
  const own = inside && ts.isStatement(node) && isInList(node) && isShared(node) && !followsYield(node);
  const inner: number[] = [];
  ts.forEachChild(node, (child) => {
    inner.push(...switchesIn(child, inside));
  });
  return own ? [node.getStart(), ...inner] : inner;
}

function followsYield(node: ts.Statement): boolean {
  const { parent } = node;
  const list: readonly ts.Statement[] = ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent) ? parent.statements : [];
  const before = list[list.indexOf(node) - 1];
  return before !== undefined && isYield(before);
}

function isYield(node: ts.Statement): boolean {
  return ts.isExpressionStatement(node) && ts.isYieldExpression(node.expression) && !node.expression.asteriskToken;
}

/** `k.guard(…)`, `k.differs(…)`, `k.config.…`: what is asked of the kernel's own settings is the same at any time. */
const SETTINGS: ReadonlySet<string> = new Set(["guard", "differs", "config"]);

function isSetting(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return isSetting(node.expression);
  if (!ts.isPropertyAccessExpression(node)) return false;
  return isSetting(node.expression) || (node.expression.getText() === "k" && SETTINGS.has(node.name.text));
}

/** Of a statement with blocks its head alone: the blocks have statements of their own. */
function isShared(node: ts.Node): boolean {
  if (ts.isStatement(node) && isYield(node)) return false;
  let found = false;
  ts.forEachChild(node, (child) => {
    if (found || ts.isBlock(child) || ts.isFunctionLike(child) || isSetting(child)) return;
    found =
      ts.isCallExpression(child) ||
      (ts.isPropertyAccessExpression(child) && child.name.text !== "memory") ||
      isShared(child);
  });
  return found;
}
