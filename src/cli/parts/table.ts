/** Text tables for a terminal: columns as wide as they need, cells of several lines, and colour only where it is wanted. */
import { must } from "../../engine/must.ts";
import { type Format, paint } from "./terminal.ts";

export interface Column {
  title: string;
  format?: (row: number) => Format | undefined;
  /** Never narrower than what is in it. */
  whole?: true;
}

/** Where the width is not known: a pipe or a file. */
const WIDTH = 120;
/** Whatever COLUMNS says. */
const [NARROWEST, WIDEST] = [24, 400];
/** Of a column whose cells are wrapped. */
const LEAST = 12;

/** Of the terminal; COLUMNS speaks for a pipe. */
export function terminalWidth(): number {
  const width = process.stdout.columns || Math.trunc(Number(process.env.COLUMNS)) || WIDTH;
  return Math.min(Math.max(width, NARROWEST), WIDEST);
}

/** A line of a cell. Painted after it is wrapped, so it is given without colours. */
export type Line = string | { text: string; format: Format };

/** Each cell is a list of lines. The last cell of a row that has fewer than there are columns takes the room of the others. */
export function table(columns: Column[], rows: Line[][][], width = terminalWidth()): string {
  // A last cell that takes the room of several columns says nothing of how wide one must be.
  const own = rows.map((row) => (row.length < columns.length ? row.slice(0, -1) : row));
  const natural = columns.map(({ title }, column) =>
    Math.max(title.length, ...own.flatMap((row) => (row[column] ?? []).map((each) => textOf(each).length))),
  );
  const room = width - 2 * (columns.length - 1);
  const widths = shrink(columns, natural, room);
  return widths.reduce((sum, each) => sum + each, 0) > room
    ? stacked(columns, rows, width)
    : sideBySide(columns, rows, widths, width);
}

function sideBySide(columns: Column[], rows: Line[][][], widths: number[], width: number): string {
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
    const cells = row.map((cell, column) => cell.flatMap((each) => wrap(each, must(own[column], "such column"))));
    const height = Math.max(1, ...cells.map((cell) => cell.length));
    for (let at = 0; at < height; at++) {
      const texts = cells.map((cell) => cell[at] ?? "");
      lines.push(line(texts, own, (column) => columns[column]?.format?.(index)).trimEnd());
    }
  });
  return `${lines.join("\n")}\n`;
}

/** Where columns have no room beside each other: the cells of a row below each other, each behind its title. */
function stacked(columns: Column[], rows: Line[][][], width: number): string {
  const lines = rows.flatMap((row, index) => {
    const cells = row.flatMap((cell, column) => {
      const { title = "", format } = columns[column] ?? {};
      return cell
        .filter((each) => textOf(each) !== "")
        .map((each, at) => {
          const name = at === 0 && title !== "" && row.length === columns.length ? `${title}: ` : "";
          return withText(styled(each, format?.(index)), name + textOf(each));
        });
    });
    return cells.flatMap((each, at) => wrap(withText(each, (at === 0 ? "" : "  ") + textOf(each)), width, "    "));
  });
  return `${["─".repeat(width), ...lines.map((each) => line([each], [0]))].join("\n")}\n`;
}

/** What is left of the width from a column on. */
function rest(widths: number[], column: number, width: number): number {
  if (column === widths.length - 1) return must(widths[column], "such column");
  return width - widths.slice(0, column).reduce((sum, each) => sum + each + 2, 0);
}

function line(texts: Line[], widths: number[], format?: (column: number) => Format | undefined): string {
  return texts
    .map((each, column) => {
      const text = textOf(each);
      const style = typeof each === "string" ? format?.(column) : each.format;
      const padded = text.padEnd(must(widths[column], "such column"));
      return style && text !== "" ? paint(style, padded) : padded;
    })
    .join("  ");
}

function textOf(line: Line): string {
  return typeof line === "string" ? line : line.text;
}

function withText(line: Line, text: string): Line {
  return typeof line === "string" ? text : { ...line, text };
}

function styled(line: Line, format: Format | undefined): Line {
  return typeof line === "string" && format ? { text: line, format } : line;
}

/** Takes from the widest column until the table fits. */
function shrink(columns: Column[], natural: number[], room: number): number[] {
  const widths = [...natural];
  const elastic = widths.flatMap((_, column) => (columns[column]?.whole ? [] : [column]));
  const total = () => widths.reduce((sum, each) => sum + each, 0);
  const widthOf = (column: number) => widths[column] ?? 0;
  while (total() > room) {
    const [widest] = elastic.toSorted((a, b) => widthOf(b) - widthOf(a));
    if (widest === undefined || widthOf(widest) <= LEAST) break;
    widths[widest] = widthOf(widest) - 1;
  }
  return widths;
}

/** Breaks at spaces where there are some; what goes on is indented. */
function wrap(whole: Line, width: number, indent = "  "): Line[] {
  const lines: Line[] = [];
  let rest = textOf(whole);
  while (rest.length > width) {
    const space = rest.lastIndexOf(" ", width);
    const cut = space > width / 3 ? space : width;
    lines.push(withText(whole, rest.slice(0, cut)));
    rest = indent + rest.slice(cut).trimStart();
  }
  return [...lines, withText(whole, rest)];
}
