/**
 * Copies of the models that leave a mark where they come by: in each function of the code as it was, at each changed line of the code as it is. V8 could tell
 * that by itself, but then everything takes more than twice as long.
 */
import ts from "typescript";
import { declarationsIn } from "../knowledge/source/declarations.ts";
import { type Insertion, isInList, parsed, withInsertions } from "./cut.ts";
import { MARKS } from "./marks_name.ts";
import type { Files } from "./patch.ts";

/** What a mark stands for, by its number: the id of a declaration, or "models/flags/isolate.ts:34". */
export interface Marked {
  files: Files;
  marks: string[];
}

const come = (mark: number) => `globalThis.${MARKS}[${mark}] = 1`;

export function withFunctions(files: Files): Marked {
  const marks: string[] = [];
  const marked = Object.entries(files).map(([file, text]) => {
    const insertions: Insertion[] = [];
    const source = parsed(file, text);
    const lineOf = (offset: number) => source.getLineAndCharacterOfPosition(offset).line + 1;
    for (const { id, line, last } of declarationsIn(file, text)) {
      const mark = marks.push(id) - 1;
      for (const statement of source.statements) {
        const begin = lineOf(statement.getStart());
        if (begin >= line && begin <= last) bodiesIn(statement, (body) => insertions.push(...atBody(body, mark)));
      }
    }
    return [file, withInsertions(text, insertions)];
  });
  return { files: Object.fromEntries(marked), marks };
}

function bodiesIn(node: ts.Node, found: (body: ts.ConciseBody) => void): void {
  if (ts.isFunctionLike(node) && "body" in node && node.body) found(node.body);
  ts.forEachChild(node, (child) => bodiesIn(child, found));
}

function atBody(body: ts.ConciseBody, mark: number): Insertion[] {
  if (ts.isBlock(body)) return [{ at: body.getStart() + 1, text: ` ${come(mark)};` }];
  return [
    { at: body.getStart(), text: `(${come(mark)}, ` },
    { at: body.getEnd(), text: ")" },
  ];
}

/** Lines that are no part of a statement of a function have no mark. */
export function withLines(files: Files, lines: Readonly<Record<string, readonly number[]>>): Marked {
  const marks: string[] = [];
  const marked = Object.entries(lines).map(([file, wanted]) => {
    const text = files[file] ?? "";
    const source = parsed(file, text);
    const insertions = wanted.flatMap((line): Insertion[] => {
      const begin = source.getPositionOfLineAndCharacter(line - 1, 0);
      const statement = statementAt(source, begin + Math.max(0, text.slice(begin).search(/\S/)));
      if (statement === null) return [];
      return [{ at: statement.getStart(), text: `${come(marks.push(`${file}:${line}`) - 1)}; ` }];
    });
    return [file, withInsertions(text, insertions)];
  });
  return { files: { ...files, ...Object.fromEntries(marked) }, marks };
}

/** The innermost one before which another statement can stand. */
function statementAt(node: ts.Node, offset: number): ts.Statement | null {
  const inner = ts.forEachChild(node, (child) =>
    child.getStart() <= offset && offset < child.getEnd() ? statementAt(child, offset) : undefined,
  );
  return inner ?? (ts.isStatement(node) && node.parent && isInList(node) ? node : null);
}
