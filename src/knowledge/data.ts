/** Data files of the project: YAML in a checked form. What is wrong fails the build, with the file, the line and the column. */
import * as v from "valibot";
import { type Document, isNode, LineCounter, parseDocument } from "yaml";

export const line = v.pipe(v.string(), v.trim(), v.minLength(1));
/** Kernel file and version, commit id, or Message-ID in angle brackets. */
export const sources = v.pipe(v.array(line), v.minLength(1));
/** One claim of the prose, and where it comes from. */
export const claim = v.strictObject({ text: line, sources });

/** A mistake in one of them. */
export class DataError extends Error {}

/** Throws a DataError with a line for every mistake: `content/bugs/b1.yaml:22:5: runs.0.event: …`. */
export function readData<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  file: string,
): v.InferOutput<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, what: string) => {
    const { line: row, col } = lines.linePos(offset);
    return `${file}:${row}:${col}: ${what}`;
  };
  if (document.errors.length > 0) {
    throw new DataError(document.errors.map(({ message, pos }) => at(pos[0], message)).join("\n"));
  }
  const result = v.safeParse(schema, document.toJS());
  if (result.success) return result.output;
  const mistakes = result.issues.map((issue) => {
    const path = issue.path?.map(({ key }) => key) ?? [];
    return at(offsetOf(document, path), `${v.getDotPath(issue) ?? "the file"}: ${issue.message}`);
  });
  throw new DataError(mistakes.join("\n"));
}

/** Of what the path leads to; of what should hold it, where it is missing. */
function offsetOf(document: Document, path: readonly unknown[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return document.contents?.range?.[0] ?? 0;
}
