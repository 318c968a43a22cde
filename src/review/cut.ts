/** Texts to put into a source file, found in its tree. All of them go between what stands there, so lines keep their numbers. */
import ts from "typescript";

export interface Insertion {
  at: number;
  text: string;
}

export function parsed(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}

export function withInsertions(text: string, insertions: readonly Insertion[]): string {
  let result = "";
  let from = 0;
  for (const { at, text: inserted } of insertions.toSorted((a, b) => a.at - b.at)) {
    result += text.slice(from, at) + inserted;
    from = at;
  }
  return result + text.slice(from);
}

/** Where another statement can stand: in a block, not as the only branch of an `if`. */
export function isInList({ parent }: ts.Node): boolean {
  return ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent);
}
