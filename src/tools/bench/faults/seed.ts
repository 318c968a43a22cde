/** Faults by machine: each unlock of a model one access earlier, each lock one later. A pure function of a file's text. */
import ts from "typescript";
import { must } from "../../../engine/must.ts";

export interface Fault {
  file: string;
  /** Of the lock or unlock, from 1: before it is moved, and after. */
  line: number;
  now: number;
  /** The function and the call, by which it is known where lines have moved. */
  name: string;
  what: "unlock earlier" | "lock later";
  /** The whole file with the fault in it. */
  text: string;
}

const LOCKS: ReadonlySet<string> = new Set([
  "spin_lock",
  "mutex_lock",
  "read_lock",
  "write_lock",
  "down_read",
  "down_write",
  "lock_page",
  "lock_pages",
  "folio_lock",
]);
const UNLOCKS: ReadonlySet<string> = new Set(["up_read", "up_write"]);

export function faultsIn(file: string, text: string): Fault[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const faults: Fault[] = [];
  const visit = (node: ts.Node): void => {
    const statements = ts.isBlock(node) || ts.isCaseOrDefaultClause(node) ? node.statements : [];
    statements.forEach((statement, at) => {
      const by = isUnlock(statement) ? -1 : isLock(statement) ? 1 : null;
      if (by !== null) faults.push(...moved({ file, text, tree }, statements, at, by));
    });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return faults.toSorted((a, b) => a.line - b.line);
}

/** Past a step's name too: within a step there may be no access on that side. */
function moved(
  { file, text, tree }: { file: string; text: string; tree: ts.SourceFile },
  statements: readonly ts.Statement[],
  at: number,
  by: 1 | -1,
): Fault[] {
  const [own, next, beyond] = [at, at + by, at + 2 * by].map((each) => lineOf(tree, statements[each]));
  if (typeof own !== "number" || typeof next !== "number" || next !== own + by) return [];
  const isPast = isStep(must(statements[at + by], "statement"));
  const past = isPast ? beyond : next;
  const other = statements[at + (isPast ? 2 * by : by)];
  if (typeof past !== "number" || past !== own + (isPast ? 2 * by : by) || !other || !isAccess(other)) return [];
  const lines = text.split("\n");
  const [moving] = lines.splice(own, 1);
  lines.splice(past, 0, must(moving, "line"));
  const what = by < 0 ? "unlock earlier" : "lock later";
  const name = `${functionOf(must(statements[at], "statement"))}: ${must(moving, "line").trim()}`;
  return [{ file, line: own + 1, now: past + 1, name, what, text: lines.join("\n") }];
}

/** The outermost declaration that it is in. */
function functionOf(node: ts.Node): string {
  const outermost = ts.findAncestor(node, ({ parent }) => parent !== undefined && ts.isSourceFile(parent));
  if (outermost === undefined) return "";
  const named = ts.isVariableStatement(outermost) ? outermost.declarationList.declarations[0] : outermost;
  return named === undefined ? "" : (ts.getNameOfDeclaration(named as ts.Declaration)?.getText() ?? "");
}

/** From 0; undefined where it has more than one. */
function lineOf(tree: ts.SourceFile, statement: ts.Statement | undefined): number | undefined {
  if (!statement) return undefined;
  const { line } = tree.getLineAndCharacterOfPosition(statement.getStart());
  return tree.getLineAndCharacterOfPosition(statement.end).line === line ? line : undefined;
}

/** The last word of what is called: unlock_page, b.unlock. */
function called(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}

function isUnlock(node: ts.Statement): boolean {
  const name = ts.isExpressionStatement(node) ? called(node.expression) : undefined;
  return name !== undefined && (name.includes("unlock") || UNLOCKS.has(name));
}

/** Also where it is taken under a condition. */
function isLock(node: ts.Statement): boolean {
  if (ts.isIfStatement(node)) return !node.elseStatement && isLock(node.thenStatement);
  if (!ts.isExpressionStatement(node) || !ts.isYieldExpression(node.expression)) return false;
  const { asteriskToken, expression } = node.expression;
  return asteriskToken !== undefined && expression !== undefined && LOCKS.has(called(expression) ?? "");
}

function isStep(node: ts.Statement): boolean {
  if (!ts.isExpressionStatement(node) || !ts.isYieldExpression(node.expression)) return false;
  return (
    !node.expression.asteriskToken && !!node.expression.expression && ts.isStringLiteralLike(node.expression.expression)
  );
}

/** It does something that others could see, and goes on. */
function isAccess(node: ts.Statement): boolean {
  const goesOn = !ts.isReturnStatement(node) && !ts.isBreakOrContinueStatement(node) && !ts.isThrowStatement(node);
  return goesOn && !ts.isBlock(node) && !isStep(node) && !isUnlock(node) && !isLock(node) && !isLocal(node);
}

/** A variable of the function's own that begins with nothing, or with an array for its results. */
function isLocal(node: ts.Statement): boolean {
  if (!ts.isVariableStatement(node)) return false;
  return node.declarationList.declarations.every(
    ({ initializer }) =>
      initializer === undefined ||
      initializer.kind === ts.SyntaxKind.NullKeyword ||
      ts.isLiteralExpression(initializer) ||
      called(initializer) === "array_of",
  );
}
