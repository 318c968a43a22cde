/** What an excerpt shows, as C: the same steps, with the notes at the same places. */
import type { CFunction, CLine } from "../../engine/source/c_view.ts";
import { align, alignAfter, type Row } from "./align.ts";
import type { Attached } from "./attach.ts";
import type { Chunk, Excerpt, Source } from "./excerpt.ts";
import type { Figure } from "./figure.ts";

/** undefined: not all of it can be shown. */
export function asC(
  source: Source,
  excerpts: readonly Excerpt[],
  attached: Attached,
  rows: readonly Row[],
  before: Excerpt | null = null,
): Figure["c"] {
  const shown = excerptsAsC(source, excerpts);
  if (shown === null) return undefined;
  const [only] = shown;
  const earlier = before && excerptAsC(source, before);
  const cRows = earlier && only ? alignAfter(earlier, only) : align(shown);
  return cRows.length === 0 ? undefined : { rows: cRows, attached: notesIn(source, excerpts, attached, rows, cRows) };
}

/** null: not all of them can be shown. */
export function excerptsAsC(source: Source, excerpts: readonly Excerpt[]): Excerpt[] | null {
  const own = excerpts.flatMap((excerpt) => excerptAsC(source, excerpt) ?? []);
  return own.length === excerpts.length && own.length > 0 ? own : null;
}

function excerptAsC(source: Source, { era, declaration, chunks }: Excerpt): Excerpt | null {
  const fn = source.c?.(declaration);
  if (fn === undefined) return null;
  const wanted = chunks.map(({ step }) => step);
  const found = chunksOf(fn, wanted).filter(({ step }) => wanted.includes(step));
  return found.length === 0
    ? null
    : { era, declaration: { ...declaration, file: inC(declaration.file) }, chunks: found };
}

/** Cut where a step begins. One that goes by several names goes by that of the TypeScript here. */
function chunksOf({ lines }: CFunction, wanted: readonly (string | null)[]): Chunk[] {
  const chunks: Chunk[] = [{ step: null, lines: [] }];
  for (const [at, line] of lines.entries()) {
    if (line.begins) chunks.push({ step: nameOf(line, wanted), lines: [] });
    chunks.at(-1)?.lines.push({ number: at + 1, text: textOf(line) });
  }
  return chunks.map(withoutEdges).filter(({ lines: own }) => own.length > 0);
}

function nameOf({ steps = [] }: CLine, wanted: readonly (string | null)[]): string | null {
  const pattern = (step: string) => new RegExp(`^${step.replace(/\$\{\w+\}/g, ".+")}$`);
  const known = wanted.find((step) => step !== null && steps.some((each) => pattern(step).test(each)));
  return known ?? steps[0] ?? null;
}

/** Columns are narrow: a tab is four. */
function textOf({ tokens }: CLine): string {
  const text = tokens.map(([each]) => each).join("");
  return text.replace(/^\t+/, (tabs) => "    ".repeat(tabs.length));
}

function withoutEdges({ step, lines }: Chunk): Chunk {
  const filled = lines.map(({ text }, at) => (text.trim() === "" ? -1 : at)).filter((at) => at >= 0);
  return { step, lines: lines.slice(filled[0] ?? 0, (filled.at(-1) ?? -1) + 1) };
}

/** Lines of C are counted in the function: they are told from those of the file by its name. */
function inC(file: string): string {
  return `${file} as C`;
}

/** A note goes to the row of its step, and to the line of C that prints its line. */
function notesIn(
  { c }: Source,
  excerpts: readonly Excerpt[],
  { byRow, byLine }: Attached,
  rows: readonly Row[],
  cRows: readonly Row[],
): Attached {
  const inRow: Attached["byRow"] = cRows.map(() => []);
  byRow.forEach((notes, at) => {
    const same = cRows.findIndex(({ step }) => step === rows[at]?.step);
    inRow[Math.max(same, 0)]?.push(...notes.filter((note) => !inRow.flat().includes(note)));
  });
  const inLine = new Map<string, readonly number[]>();
  for (const { declaration } of excerpts) {
    c?.(declaration)?.lines.forEach(({ ts }, at) => {
      const numbers = byLine.get(`${declaration.file}:${ts}`);
      const isFirst = numbers && ![...inLine.values()].includes(numbers);
      if (isFirst) inLine.set(`${inC(declaration.file)}:${at + 1}`, numbers);
    });
  }
  return { byRow: inRow, byLine: inLine };
}
