/** What a model file declares at its margin: which other declarations each one names, and which steps and guards stand in it. */
import ts from "typescript";
import type { Declaration } from "../../engine/source/declaration.ts";
import { asked } from "./asked.ts";
import { checksIn } from "./checks.ts";
import { parse } from "./resolve.ts";
import { yieldsIn } from "./yields.ts";

export type { Declaration } from "../../engine/source/declaration.ts";

const known = new WeakMap<Readonly<Record<string, string>>, readonly Declaration[]>();

/** Many ask for those of the same files. */
export function declarationsOf(files: Readonly<Record<string, string>>): readonly Declaration[] {
  const all = known.get(files) ?? Object.entries(files).flatMap(([file, text]) => declarationsIn(file, text));
  known.set(files, all);
  return all;
}

export function declarationsIn(file: string, text: string): Declaration[] {
  const tree = parse(text);
  const declared = tree.statements.flatMap((statement) => {
    const name = nameOf(statement);
    return name === null ? [] : [{ name, statement }];
  });
  const ids = importedIds(file, tree);
  for (const { name } of declared) ids.set(name, idOf(file, name));
  const lineOf = (position: number) => tree.getLineAndCharacterOfPosition(position).line + 1;
  return declared.map(({ name, statement }) => {
    const named = namedIn(statement, ids).map(({ id, at }) => ({ id, line: lineOf(at) }));
    return {
      id: idOf(file, name),
      file,
      name,
      line: lineOf(statement.getStart()),
      last: lineOf(statement.end),
      kernel: kernelName(statement),
      isFunction: isFunction(statement),
      mentions: new Set(named.map((each) => each.id)),
      named,
      yields: yieldsIn(file, statement),
      guards: guardsIn(statement).map(({ name, at }) => ({ name, line: lineOf(at) })),
      checks: checksIn(statement).map(({ says, at }) => ({ says, line: lineOf(at) })),
    };
  });
}

function nameOf(statement: ts.Statement): string | null {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return statement.name?.text ?? null;
  if (!ts.isVariableStatement(statement)) return null;
  return statement.declarationList.declarations[0]?.name.getText() ?? null;
}

function initializerOf(statement: ts.Statement): ts.Expression | undefined {
  return ts.isVariableStatement(statement) ? statement.declarationList.declarations[0]?.initializer : undefined;
}

function kernelName(statement: ts.Statement): string | null {
  const call = initializerOf(statement);
  if (!call || !ts.isCallExpression(call) || call.expression.getText() !== "kernel") return null;
  const [name] = call.arguments;
  return name && ts.isStringLiteral(name) ? name.text : null;
}

/** Also one that a wrapper is given: enclosed(function* () {…}). */
function isFunction(statement: ts.Statement): boolean {
  if (ts.isFunctionDeclaration(statement)) return true;
  let node = initializerOf(statement);
  while (node && ts.isCallExpression(node)) node = node.arguments.at(-1);
  return node !== undefined && (ts.isFunctionExpression(node) || ts.isArrowFunction(node));
}

/** Of names that are read: not those of properties, nor the keys of an object. */
function namedIn(statement: ts.Statement, known: ReadonlyMap<string, string>): { id: string; at: number }[] {
  const found: { id: string; at: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isLabel(node)) {
      const id = known.get(node.text);
      if (id !== undefined) found.push({ id, at: node.getStart() });
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return found;
}

function isLabel(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node;
}

/** Also those of a list of guards, which are asked for one by one. */
function guardsIn(statement: ts.Statement): { name: string; at: number }[] {
  const found: { name: string; at: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isArrayLiteralExpression(node) && ts.isAsExpression(node.parent)) {
      for (const each of node.elements)
        if (ts.isStringLiteral(each)) found.push({ name: each.text, at: each.getStart() });
    }
    const name = asked(node, "guard");
    if (name !== null) found.push({ name, at: node.getStart() });
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return found;
}

function idOf(file: string, name: string): string {
  return `${file} ${name}`;
}

function importedIds(file: string, tree: ts.SourceFile): Map<string, string> {
  const ids = new Map<string, string>();
  for (const statement of tree.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const { text } = statement.moduleSpecifier;
    const names = statement.importClause?.namedBindings;
    if (!text.startsWith(".") || !names || !ts.isNamedImports(names)) continue;
    const target = new URL(text, `file:///${file}`).pathname.slice(1);
    for (const { name, propertyName } of names.elements) ids.set(name.text, idOf(target, (propertyName ?? name).text));
  }
  return ids;
}
