/** Kernel style: tabs of eight, eighty columns, continued under the open parenthesis; comments in blocks. */

const WIDTH = 80;

export function widthOf(text: string): number {
  let column = 0;
  for (const each of text) column = each === "\t" ? tabAfter(column) : column + 1;
  return column;
}

export function indent(depth: number): string {
  return "\t".repeat(depth);
}

export function comment(words: string, depth: number): string[] {
  const tabs = indent(depth);
  const plain = words.replaceAll("*/", "* /");
  if (!plain.includes("\n") && widthOf(`${tabs}/* ${plain} */`) <= WIDTH) return [`${tabs}/* ${plain} */`];
  const lines = plain.split(/\n(?=\s*-|\s*\n| {2})/).flatMap((paragraph) => filled(paragraph, `${tabs} * `));
  return [`${tabs}/*`, ...lines.map((line) => `${tabs} * ${line}`.trimEnd()), `${tabs} */`];
}

function filled(paragraph: string, head: string): string[] {
  const lines: string[] = [];
  let text = "";
  for (const word of paragraph.trim().split(/\s+/)) {
    const longer = text === "" ? word : `${text} ${word}`;
    if (text !== "" && widthOf(head + longer) > WIDTH) {
      lines.push(text);
      text = word;
    } else text = longer;
  }
  return [...lines, text];
}

/** Where a line can be broken: after this much of it, and so the next one begins at this column. */
interface Break {
  at: number;
  column: number;
  open: number[];
}

export function wrap(text: string, depth: number): string[] {
  const lines: string[] = [];
  let rest = indent(depth) + text;
  let open: number[] = [];
  while (widthOf(rest) > WIDTH) {
    const found = bestBreak(rest, open, depth);
    if (found === null) break;
    lines.push(rest.slice(0, found.at).trimEnd());
    rest = `${"\t".repeat(Math.floor(found.column / 8))}${" ".repeat(found.column % 8)}${rest.slice(found.at)}`;
    open = found.open;
  }
  return [...lines, rest];
}

/** Not inside of more parentheses than it must be, unless little of the line would be used. */
function bestBreak(text: string, carried: readonly number[], depth: number): Break | null {
  let best: Break | null = null;
  let least = Number.POSITIVE_INFINITY;
  let column = 0;
  const open = [...carried];
  for (let at = 0; at < text.length && column <= WIDTH; at++) {
    const each = text[at];
    column = each === "\t" ? tabAfter(column) : column + 1;
    if (each === "(") open.push(column);
    if (each === ")") open.pop();
    if (column > WIDTH || !/(?:, | && | \|\| | \? | = )$/.test(text.slice(0, at + 1))) continue;
    if (text.slice(0, at).trim() === "" || text.slice(at + 1).trim() === "") continue;
    // After the "=" only where nothing else is to be had.
    const nesting = open.length + (text.slice(0, at + 1).endsWith(" = ") ? 100 : 0);
    if (nesting > least && (column <= WIDTH - 12 || nesting >= 100)) continue;
    least = nesting;
    best = { at: at + 1, column: open.at(-1) ?? depth * 8 + 16, open: [...open] };
  }
  return best;
}

function tabAfter(column: number): number {
  return (Math.floor(column / 8) + 1) * 8;
}
