/** Text tables for a terminal: columns as wide as they need, cells of several lines, and colour only where it is wanted. */
import { stripVTControlCharacters, styleText } from "node:util";

export type Format = Parameters<typeof styleText>[0];

/** styleText() looks at the stream, and at NO_COLOR and FORCE_COLOR, by itself. */
export function paint(format: Format, text: string): string {
  return styleText(format, text, { stream: process.stdout });
}

export interface Column {
  title: string;
  format?: (row: number) => Format | undefined;
  /** Never narrower than what is in it. */
  whole?: true;
}

/** Where the width is not known: a pipe or a file. */
const WIDTH = 120;

/** Of the terminal; COLUMNS speaks for a pipe. */
export function terminalWidth(): number {
  return process.stdout.columns ?? (Number(process.env.COLUMNS) || WIDTH);
}

/** A line of a cell. Painted after it is wrapped, so it is given without escape codes. */
export type Line = string | { text: string; format: Format };

/** Each cell is a list of lines. The last cell of a row that has fewer than there are columns takes the room of the others. */
export function table(columns: Column[], rows: Line[][][], width = terminalWidth()): string {
  // A last cell that takes the room of several columns says nothing of how wide one must be.
  const own = rows.map((row) => (row.length < columns.length ? row.slice(0, -1) : row));
  const natural = columns.map(({ title }, column) =>
    Math.max(title.length, ...own.flatMap((row) => (row[column] ?? []).map((each) => visible(textOf(each))))),
  );
  const widths = shrink(columns, natural, Math.max(width, 60) - 2 * (columns.length - 1));
  const titles = columns.map(({ title }) => title);
  const lines = [
    line(titles, widths).trimEnd(),
    line(
      widths.map((each) => "─".repeat(each)),
      widths,
    ),
  ];
  rows.forEach((row, index) => {
    const own = row.map((_, column) =>
      column === row.length - 1 ? rest(widths, column, width) : (widths[column] ?? 0),
    );
    const cells = row.map((cell, column) => cell.flatMap((each) => wrap(each, own[column] as number)));
    const height = Math.max(1, ...cells.map((cell) => cell.length));
    for (let at = 0; at < height; at++) {
      const texts = cells.map((cell) => cell[at] ?? "");
      lines.push(line(texts, own, (column) => columns[column]?.format?.(index)).trimEnd());
    }
  });
  return `${lines.join("\n")}\n`;
}

/** What is left of the width from a column on. */
function rest(widths: number[], column: number, width: number): number {
  if (column === widths.length - 1) return widths[column] as number;
  return Math.max(width, 60) - widths.slice(0, column).reduce((sum, each) => sum + each + 2, 0);
}

function line(texts: Line[], widths: number[], format?: (column: number) => Format | undefined): string {
  return texts
    .map((each, column) => {
      const text = textOf(each);
      const style = typeof each === "string" ? format?.(column) : each.format;
      const padded = text + " ".repeat(Math.max(0, (widths[column] as number) - visible(text)));
      return style && text !== "" ? paint(style, padded) : padded;
    })
    .join("  ");
}

function textOf(line: Line): string {
  return typeof line === "string" ? line : line.text;
}

/** Its width: some callers paint before. */
function visible(text: string): number {
  return stripVTControlCharacters(text).length;
}

/** Takes from the widest column until the table fits. */
function shrink(columns: Column[], natural: number[], room: number): number[] {
  const widths = [...natural];
  const elastic = widths.flatMap((_, column) => (columns[column]?.whole ? [] : [column]));
  const total = () => widths.reduce((sum, each) => sum + each, 0);
  while (total() > room) {
    const [widest] = elastic.toSorted((a, b) => (widths[b] as number) - (widths[a] as number));
    if (widest === undefined || (widths[widest] as number) <= 12) break;
    widths[widest] = (widths[widest] as number) - 1;
  }
  return widths;
}

/** Breaks at spaces where there are some; what goes on is indented. */
function wrap(whole: Line, width: number): Line[] {
  const lines: Line[] = [];
  const styled = (text: string) => (typeof whole === "string" ? text : { ...whole, text });
  let rest = textOf(whole);
  while (visible(rest) > width) {
    const space = rest.lastIndexOf(" ", width);
    const cut = space > width / 3 ? space : width;
    lines.push(styled(rest.slice(0, cut)));
    rest = `  ${rest.slice(cut).trimStart()}`;
  }
  return [...lines, styled(rest)];
}
