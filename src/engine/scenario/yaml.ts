/**
 * YAML to plain data, within limits, and with the place of every key and value. The text may come from anybody: a reader
 * of the site pastes it, so it must not take long, must not touch prototypes and must not run anything.
 */
import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLError, type YAMLMap } from "yaml";
import { must } from "../must.ts";
import { MAX_BYTES } from "./limits.ts";
import type { Report } from "./problem.ts";
import { show } from "./show.ts";

const MAX_DEPTH = 16;
const MAX_VALUES = 20_000;
/** Values that aliases may repeat, all together. */
const MAX_ALIASED = 1_000;

const START_FROM = "Start from content/scenarios/balloon-compaction.yaml.";

/** Offsets of the keys and values of one mapping or list. */
type Places = Map<string, { key: number; value: number }>;

export class Document {
  readonly value: unknown;
  private readonly report: Report;
  private readonly places = new WeakMap<object, Places>();
  private readonly anchors = new Map<string, Node>();
  private values = 0;
  private aliased = 0;

  /** Reports what is wrong, and throws, unless the text is one sound document. */
  constructor(report: Report) {
    this.report = report;
    checkText(report);
    this.value = this.convert(parse(report), 0, null);
    report.throwIfAny();
  }

  /** Where a key of a mapping or list, or its value, stands. */
  place(container: unknown, key: string | number, which: "key" | "value"): number {
    return this.placesIn(container)?.get(String(key))?.[which] ?? this.start(container);
  }
  /** Where a mapping or list starts. */
  start(container: unknown): number {
    return this.placesIn(container)?.get("")?.key ?? 0;
  }

  private placesIn(container: unknown): Places | undefined {
    return typeof container === "object" && container !== null ? this.places.get(container) : undefined;
  }

  /** `alias`: the offset of the outermost alias that led here. */
  private convert(node: Node | null, depth: number, alias: number | null): unknown {
    const offset = alias ?? node?.range?.[0] ?? 0;
    this.values++;
    if (alias !== null) this.aliased++;
    if (this.aliased > MAX_ALIASED) {
      this.give(offset, {
        found: `aliases repeat more than ${MAX_ALIASED} values`,
        expected: "aliases that stand for a few values",
        cause: "Aliases of lists of aliases grow exponentially",
        action: "Write the values out.",
      });
    }
    if (this.values > MAX_VALUES) {
      this.give(offset, {
        found: "a document of very many values",
        expected: `at most ${MAX_VALUES}`,
        action: START_FROM,
      });
    }
    if (depth > MAX_DEPTH) {
      this.give(offset, {
        found: `a value nested more than ${MAX_DEPTH} levels deep`,
        expected: "what a scenario has, which is flat",
        ...(alias === null ? {} : { cause: "An alias inside its own anchor nests without end" }),
        action: "Remove the inner levels.",
      });
    }
    if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      if (target) return this.convert(target, depth + 1, offset);
      const found = `alias *${node.source}, which stands for nothing`;
      this.report.add(offset, {
        found,
        expected: `an anchor &${node.source} above`,
        cause: QUOTES,
        action: "Quote it.",
      });
      return null;
    }
    if (node?.anchor && alias === null) this.anchors.set(node.anchor, node);
    if (isMap(node)) return this.convertMap(node, depth, alias);
    if (isSeq(node)) {
      const list: unknown[] = [];
      const places = this.open(list, offset);
      for (const item of node.items as Node[]) {
        const at = item?.range?.[0] ?? offset;
        places.set(String(list.length), { key: at, value: at });
        list.push(this.convert(item, depth + 1, alias));
      }
      return list;
    }
    return isScalar(node) ? node.value : null;
  }

  private convertMap(node: YAMLMap, depth: number, alias: number | null): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    const start = node.range?.[0] ?? 0;
    const places = this.open(map, start);
    for (const pair of node.items) {
      const keyNode = pair.key as Node | null;
      const at = keyNode?.range?.[0] ?? start;
      const key = isScalar(keyNode) ? keyNode.value : keyNode;
      if (typeof key !== "string") {
        const found = isScalar(keyNode) || key === null ? `key ${show(key)}` : "a key that is no text";
        this.report.add(at, { found, expected: "a text as key", action: "Put it in quotes, or remove it." });
        continue;
      }
      const before = places.get(key);
      if (before) {
        this.report.add(at, {
          found: `key ${show(key)} for the second time`,
          expected: `each key once; the first is on line ${this.report.place(before.key).line}`,
          action: "Remove one of the two, or join them.",
        });
        continue;
      }
      if (key === "" || key === "__proto__" || key === "constructor" || key === "prototype") {
        this.report.add(at, { found: `key ${show(key)}`, expected: "another name: this one is not allowed" });
        continue;
      }
      const value = pair.value as Node | null;
      const [from = at, to = from] = value?.range ?? [];
      places.set(key, { key: at, value: to > from ? from : at });
      map[key] = this.convert(value, depth + 1, alias);
    }
    return map;
  }

  private open(container: object, offset: number): Places {
    const places: Places = new Map([["", { key: offset, value: offset }]]);
    this.places.set(container, places);
    return places;
  }

  private give(...finding: Parameters<Report["add"]>): never {
    this.report.add(...finding);
    this.report.throwIfAny();
    throw new TypeError("unreachable");
  }
}

function checkText(report: Report): void {
  const { text } = report;
  const size = text.length > MAX_BYTES ? text.length : new TextEncoder().encode(text).length;
  if (size > MAX_BYTES) {
    const found = `a file of ${size} bytes`;
    report.add(null, { found, expected: `at most ${MAX_BYTES}: a scenario is a page of text`, action: START_FROM });
    report.throwIfAny();
  }
  const at = text.search(/(?![\t\r\n])\p{Cc}|\uFFFD/u);
  if (at >= 0) {
    report.add(at, {
      found: `character U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0")}, which no text has`,
      expected: "YAML in UTF-8",
      cause: "The file is of another kind, or in another encoding",
      action: "Save it as UTF-8 text.",
    });
    report.throwIfAny();
  }
}

function parse(report: Report): Node {
  // Uniqueness of keys is tested above: the library compares each key with each.
  const options = { uniqueKeys: false, prettyErrors: false, resolveKnownTags: false, merge: false } as const;
  const { errors, warnings, contents } = parseDocument<Node>(report.text, { ...options, schema: "core" });
  for (const error of [...errors, ...warnings].slice(0, 1000)) report.add(error.pos[0], explain(error));
  if (report.empty && (contents === null || (isScalar(contents) && contents.value === null))) {
    report.add(null, { found: "no scenario: the file is empty", expected: "YAML", action: START_FROM });
  }
  report.throwIfAny();
  return must(contents, "contents");
}

const QUOTES = 'A text that holds ": " or " #", or starts with one of * & ! | > % @ ` [ {, needs quotes';

function explain({ code, message }: YAMLError) {
  // It may repeat what it found, however long that is.
  const says = (message.split("\n", 1)[0] ?? "").slice(0, 120).replace(/\.$/, "");
  const found = `broken YAML: ${says.charAt(0).toLowerCase()}${says.slice(1)}`;
  switch (code) {
    case "MULTIPLE_DOCS":
      return {
        found: "a second document",
        expected: "one scenario in a file",
        action: "Put it into a file of its own.",
      };
    case "TAB_AS_INDENT":
      return { found: "a tab that indents", expected: "spaces", action: "Replace tabs by spaces." };
    case "RESOURCE_EXHAUSTION":
      return { found: "a value nested too deep", expected: "what a scenario has", action: "Remove the inner levels." };
    case "TAG_RESOLVE_FAILED":
      return { found, expected: "plain values", cause: QUOTES, action: "Remove the tag." };
    case "BAD_INDENT":
      // What follows an open bracket belongs to it, so it is the next line that the library complains of.
      if (!message.startsWith("Flow")) {
        return { found, expected: "lines of one mapping or list in one column", action: "Indent them alike." };
      }
      return { found, expected: "each bracket and quote closed", cause: "One above is open", action: "Close it." };
    case "MISSING_CHAR":
      return { found, expected: "each bracket and quote closed", action: "Close it." };
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
      return { found, expected: "one `key: value` in a line", cause: QUOTES, action: "Quote the text." };
    default:
      return { found, expected: "YAML 1.2", cause: QUOTES, action: "Repair the line." };
  }
}
