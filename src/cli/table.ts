/** Text tables for a terminal: columns as wide as they need, cells of several lines, and colour only where it is wanted. */
import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** styleText() looks at the stream and at NO_COLOR by itself. */
export function paint(format: Format, text: string): string {
  return styleText(format, text, { stream: process.stdout });
}

export interface Column {
  title: string;
  format?: (row: number) => Format | undefined;
}

/** Each cell is a list of lines. */
export function table(columns: Column[], rows: string[][][], width = process.stdout.columns ?? 160): string {
  const natural = columns.map(({ title }, column) =>
    Math.max(title.length, ...rows.flatMap((row) => (row[column] ?? []).map((line) => line.length))),
  );
  const widths = shrink(natural, Math.max(width, 60) - 2 * (columns.length - 1));
  const lines = [
    line(
      columns.map(({ title }) => title),
      widths,
    ).trimEnd(),
    line(
      widths.map((each) => "─".repeat(each)),
      widths,
    ),
  ];
  rows.forEach((row, index) => {
    const cells = row.map((cell, column) => cell.flatMap((text) => wrap(text, widths[column] as number)));
    const height = Math.max(1, ...cells.map((cell) => cell.length));
    for (let at = 0; at < height; at++) {
      const texts = cells.map((cell) => cell[at] ?? "");
      lines.push(line(texts, widths, (column) => columns[column]?.format?.(index)).trimEnd());
    }
  });
  return `${lines.join("\n")}\n`;
}

function line(texts: string[], widths: number[], format?: (column: number) => Format | undefined): string {
  return texts
    .map((text, column) => {
      const style = format?.(column);
      const padded = text.padEnd(widths[column] as number);
      return style && text !== "" ? paint(style, padded) : padded;
    })
    .join("  ");
}

/** Takes from the widest column until the table fits. */
function shrink(natural: number[], room: number): number[] {
  const widths = [...natural];
  const total = () => widths.reduce((sum, each) => sum + each, 0);
  while (total() > room) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] as number) <= 12) break;
    widths[widest] = (widths[widest] as number) - 1;
  }
  return widths;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const space = rest.lastIndexOf(" ", width);
    const cut = space > width / 3 ? space : width;
    lines.push(rest.slice(0, cut));
    rest = `  ${rest.slice(cut).trimStart()}`;
  }
  return [...lines, rest];
}
