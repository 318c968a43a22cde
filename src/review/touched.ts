/** What a change touches: declarations of the models, and the eras that have them. Comments and the way it is laid out do not count. */
import ts from "typescript";
import type { EraId } from "../../models/era.ts";
import { lineage } from "../../models/era.ts";
import { ERAS } from "../../models/index.ts";
import { lineDiff } from "../engine/compare/line_diff.ts";
import { type Declaration, declarationsIn } from "../knowledge/source/declarations.ts";
import { frameOf, isDeclared, runsAtLoad } from "./at_load.ts";
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
    let touches = namesMean(old.head, now.head) || old.rest !== now.rest;
    isMore ||= touches;
    for (const [name, part] of old.parts) {
      const other = now.parts.get(name);
      if (other?.code === part.code) continue;
      touches = true;
      if (isOnlyFunctions(part, other)) ids.add(part.declaration.id);
      else isMore = true;
    }
    for (const [name, { code, isFunction, runs, declaration }] of now.parts) {
      if (old.parts.get(name)?.code === code) continue;
      touches = true;
      isMore ||= runs;
      if (isFunction) functions.push({ file, name, kernel: declaration.kernel, line: declaration.line });
    }
    if (touches) for (const era of erasOf(file)) eras.add(era);
  }
  const order = ERAS.map(({ id }) => id).filter((id) => eras.has(id));
  const lines = Object.fromEntries(changed.map((file) => [file, newLines(before[file] ?? "", after[file] ?? "")]));
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

/** `rest`: what is no declaration, wherever it stands. */
function partsOf(file: string, text: string): { head: string; rest: string; parts: Map<string, Part> } {
  const lines = text.split("\n");
  const tree = parsed(file, text);
  const parts = new Map<string, Part>();
  const declarations = declarationsIn(file, text);
  for (const declaration of declarations) {
    const { name, line, last, isFunction } = declaration;
    const begins = (statement: ts.Statement) => tree.getLineAndCharacterOfPosition(statement.getStart()).line + 1;
    const own = tree.statements.filter((statement) => begins(statement) >= line && begins(statement) <= last);
    const frame = own.map((statement) => codeOf(frameOf(statement).split("\n"))).join("\n");
    const code = codeOf(lines.slice(line - 1, last));
    parts.set(name, { declaration, code, isFunction, runs: own.some(runsAtLoad), frame });
  }
  const [first] = parts.values();
  const head = codeOf(lines.slice(0, (first?.declaration.line ?? lines.length + 1) - 1));
  const outside = tree.statements.filter((statement) => !ts.isImportDeclaration(statement) && !isDeclared(statement));
  return { head, rest: outside.map((statement) => codeOf(statement.getText().split("\n"))).join("\n"), parts };
}

const IMPORT = /import (?:type )?\{([^}]*)\} from "([^"]+)";?/g;

const isComment = (line: string) => /^\s*(?:\/\/|\/\*|\*)/.test(line);

function codeOf(lines: readonly string[]): string {
  return lines
    .filter((line) => !isComment(line))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Does a name that both texts import lead elsewhere? A name that only one has is used where something else differs as well. */
function namesMean(before: string, after: string): boolean {
  const [old, now] = [importsOf(before), importsOf(after)];
  return [...old].some(([name, from]) => now.has(name) && now.get(name) !== from);
}

function importsOf(head: string): Map<string, string> {
  const imports = new Map<string, string>();
  for (const [, names = "", from = ""] of head.matchAll(IMPORT)) {
    for (const name of names.split(",")) if (name.trim() !== "") imports.set(name.replace(/\btype\b/, "").trim(), from);
  }
  return imports;
}

function newLines(before: string, after: string): number[] {
  return lineDiff(before, after).flatMap(({ kind, text, index }) =>
    kind === "new" && !isComment(text) && /[\w]/.test(text) && !/^import /.test(text) ? index + 1 : [],
  );
}
