/** What a change touches: declarations of the models, and the eras that have them. Comments and the way it is laid out do not count. */
import ts from "typescript";
import type { EraId } from "../../models/era.ts";
import { lineage } from "../../models/era.ts";
import { ERAS } from "../../models/index.ts";
import { lineDiff } from "../engine/compare/line_diff.ts";
import { codeLines } from "../knowledge/source/code_lines.ts";
import { type Declaration, declarationsIn } from "../knowledge/source/declarations.ts";
import { frameOf, isDeclared, runsAtLoad } from "./at_load.ts";
import { codeOf } from "./code.ts";
import { parsed } from "./cut.ts";
import type { Files } from "./patch.ts";

export interface TouchedFunction {
  file: string;
  name: string;
  /** What a tracer calls it; null: it sees none. */
  kernel: string | null;
  /** In the changed file. */
  line: number;
}

export interface Touched {
  /** Eras whose code this can be. */
  eras: EraId[];
  /** Functions that are changed or new. */
  functions: TouchedFunction[];
  /** Functions of the code as it was, by id: where none of them is executed, nothing can differ. Null: more than functions changed. */
  ids: ReadonlySet<string> | null;
  /** Lines of code that are new, by file, from 1. */
  lines: Readonly<Record<string, readonly number[]>>;
}

export function touchedBy(before: Files, after: Files): Touched {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (file) => before[file] !== after[file],
  );
  const ids = new Set<string>();
  const functions: TouchedFunction[] = [];
  const eras = new Set<EraId>();
  let isMore = false;
  for (const file of changed) {
    const [old, now] = [partsOf(file, before[file] ?? ""), partsOf(file, after[file] ?? "")];
    // What stands in no declaration runs when the file is loaded.
    let touches = namesMean(old.imports, now.imports) || old.rest !== now.rest || isReordered(old.parts, now.parts);
    isMore ||= touches;
    for (const [name, part] of old.parts) {
      const other = now.parts.get(name);
      if (other?.code === part.code) continue;
      touches = true;
      if (isOnlyFunctions(part, other)) ids.add(part.declaration.id);
      else isMore = true;
    }
    for (const [name, { code, isFunction, runs, frame, declaration }] of now.parts) {
      const part = old.parts.get(name);
      if (part?.code === code) continue;
      touches = true;
      isMore ||= runs && part?.frame !== frame;
      if (isFunction) functions.push({ file, name, kernel: declaration.kernel, line: declaration.line });
    }
    if (touches) for (const era of erasOf(file)) eras.add(era);
  }
  const order = ERAS.map(({ id }) => id).filter((id) => eras.has(id));
  const lines = Object.fromEntries(
    changed.map((file) => [file, newLines(file, before[file] ?? "", after[file] ?? "")]),
  );
  return { eras: order, functions, ids: isMore ? null : ids, lines };
}

/** An era's own files are also those of an era that is built on it; what stands elsewhere is everybody's. */
function erasOf(file: string): EraId[] {
  const own = ERAS.filter((era) => lineage(era).some((id) => file.startsWith(`models/${id}/`)));
  return (own.length > 0 ? own : [...ERAS]).map(({ id }) => id);
}

interface Part {
  declaration: Declaration;
  code: string;
  isFunction: boolean;
  /** It does something when the file is loaded. */
  runs: boolean;
  /** What stands outside the bodies of its functions, as those of an object are. */
  frame: string;
}

/** What differs is done only when somebody calls it. */
function isOnlyFunctions(part: Part, other: Part | undefined): boolean {
  if (other !== undefined && other.frame === part.frame) return true;
  return part.isFunction && (other === undefined || (other.isFunction && !other.runs));
}

/** A value that is made before what it is made of is an error, and calls have other results in another order. Functions are there from the beginning. */
function isReordered(old: ReadonlyMap<string, Part>, now: ReadonlyMap<string, Part>): boolean {
  const values = (parts: ReadonlyMap<string, Part>) =>
    [...parts].filter(([name, { isFunction }]) => !isFunction && old.has(name) && now.has(name)).map(([name]) => name);
  return values(old).join() !== values(now).join();
}

/** `imports`: where each name comes from. `rest`: what is no declaration, wherever it stands. */
function partsOf(file: string, text: string): { imports: Map<string, string>; rest: string; parts: Map<string, Part> } {
  const tree = parsed(file, text);
  const parts = new Map<string, Part>();
  for (const declaration of declarationsIn(file, text)) {
    const { name, line, last, isFunction } = declaration;
    const begins = (statement: ts.Statement) => tree.getLineAndCharacterOfPosition(statement.getStart()).line + 1;
    const own = tree.statements.filter((statement) => begins(statement) >= line && begins(statement) <= last);
    const [frame, code] = [own.map(frameOf).join("\n"), own.map((each) => codeOf(each)).join("\n")];
    parts.set(name, { declaration, code, isFunction, runs: own.some(runsAtLoad), frame });
  }
  const outside = tree.statements.filter((statement) => !isDeclared(statement) && !isNamedImport(statement));
  return {
    imports: importsOf(tree),
    rest: outside
      .map((each) => codeOf(each))
      .filter((code) => code !== "")
      .join("\n"),
    parts,
  };
}

/** Does a name that both texts import lead elsewhere? A name that only one has is used where something else differs as well. */
function namesMean(old: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): boolean {
  return [...old].some(([name, from]) => now.has(name) && now.get(name) !== from);
}

/** An import without names is there for what the file does when it is loaded. */
function isNamedImport(statement: ts.Statement): statement is ts.ImportDeclaration {
  return ts.isImportDeclaration(statement) && statement.importClause !== undefined;
}

/** By the name that this file has for it, what it is called there and where that is. */
function importsOf(tree: ts.SourceFile): Map<string, string> {
  const imports = tree.statements.filter(isNamedImport).flatMap(({ importClause: clause, moduleSpecifier }) => {
    const from = moduleSpecifier.getText();
    const named = clause?.namedBindings;
    const all: [string, string][] = clause?.name ? [[clause.name.text, `default ${from}`]] : [];
    if (named && ts.isNamespaceImport(named)) all.push([named.name.text, `* ${from}`]);
    if (named && ts.isNamedImports(named)) {
      for (const { name, propertyName } of named.elements)
        all.push([name.text, `${(propertyName ?? name).text} ${from}`]);
    }
    return all;
  });
  return new Map(imports);
}

/** Of a comment, an import or a brace nobody is told whether it was reached. */
function newLines(file: string, before: string, after: string): number[] {
  const code = codeLines(
    parsed(file, after).statements.filter((statement) => !ts.isImportDeclaration(statement)),
    ({ kind }) => kind > ts.SyntaxKind.LastPunctuation || kind < ts.SyntaxKind.FirstPunctuation,
  );
  return lineDiff(before, after).flatMap(({ kind, index }) => (kind === "new" && code.has(index) ? index + 1 : []));
}
