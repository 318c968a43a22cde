/**
 * Where in a scenario the cursor stands, in a text that is only half written: a mark is put there, and the parser of YAML, which makes
 * something of every text, says where it finds the mark.
 */
import {
  type Document,
  isCollection,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  visit,
} from "yaml";

export interface Cursor {
  /** Keys and indices, from the top. */
  path: (string | number)[];
  /** Is it the last key of the path that is being written, or its value? */
  writes: "key" | "value";
  /** What is written of it already starts and ends here. */
  from: number;
  to: number;
  /** Would a mapping fit here too, whose first key this could be? */
  opens: boolean;
  /** The whole text as data, as far as it can be read. */
  data: unknown;
}

/** Of the area of Unicode that no text uses. */
const MARK = "\uE0F0";
const STOPS = /[^\s,{}[\]"'#]*/;

/** Null where nothing can be completed: in a comment, in a story, in text that is no YAML at all. */
export function cursorAt(text: string, offset: number): Cursor | null {
  const [rest = ""] = STOPS.exec(text.slice(offset)) ?? [];
  const to = offset + rest.replace(/:$/, "").length;
  const document = parseDocument(`${text.slice(0, offset)}${MARK}${text.slice(offset)}`, {
    uniqueKeys: false,
    logLevel: "silent",
    resolveKnownTags: false,
    merge: false,
  });
  const found: Cursor[] = [];
  visit(document, {
    Scalar(key, node, ancestors) {
      if (typeof node.value !== "string" || !node.value.includes(MARK) || node.type !== Scalar.PLAIN) return undefined;
      const from = node.range?.[0] ?? offset;
      const parent = ancestors.at(-1);
      // A text of several lines is a key that got no colon yet, below something.
      const before = node.value.slice(0, node.value.indexOf(MARK));
      if (before.includes("\n") || from > offset) return visit.BREAK;
      const isKey = key === "key";
      const opens = !isKey && (isSeq(parent) || startsLine(text, from));
      found.push({ path: pathOf(ancestors, node), writes: isKey ? "key" : "value", from, to, opens, data: null });
      return visit.BREAK;
    },
  });
  const [cursor] = found;
  return cursor === undefined ? null : { ...cursor, data: dataOf(text) };
}

function startsLine(text: string, at: number): boolean {
  return /(^|\n)[ -]*$/.test(text.slice(Math.max(0, at - 200), at));
}

function pathOf(ancestors: readonly (Document | Node | Pair)[], node: Node): (string | number)[] {
  const path: (string | number)[] = [];
  ancestors.forEach((ancestor, index) => {
    const below = ancestors[index + 1] ?? node;
    if (isPair(ancestor)) {
      const { key } = ancestor;
      path.push(String(isScalar(key) ? key.value : key).replace(MARK, ""));
    } else if (isSeq(ancestor)) {
      path.push(ancestor.items.indexOf(below));
    }
  });
  return path;
}

/** As it stands, without the mark: what cannot be read is missing. */
function dataOf(text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: false, merge: false, logLevel: "silent" });
  try {
    return isCollection(document.contents) ? document.toJS({ maxAliasCount: 100 }) : null;
  } catch {
    return null;
  }
}
