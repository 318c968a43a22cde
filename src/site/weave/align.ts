/** Excerpts of several eras in rows: chunks that begin with the same step stand side by side, equal neighbours as one. */

import { diffArrays } from "diff";
import type { EraId } from "../../../models/era.ts";
import { must } from "../../engine/must.ts";
import { cutAtCommon } from "./common.ts";
import type { Chunk, Excerpt, Line } from "./excerpt.ts";

export interface Cell {
  eras: EraId[];
  /** Null: no such step in these eras, or nothing in this part of the code. */
  lines: Line[] | null;
  /** The era further to the left that has the same code; its neighbours share a cell instead. */
  as?: EraId;
  file: string;
  /** Numbers of the lines that the era before does not have. */
  changed: ReadonlySet<number>;
}

export interface Row {
  step: string | null;
  /** Goes on with the code of the row before. */
  goesOn: boolean;
  cells: Cell[];
}

export function align(excerpts: readonly Excerpt[]): Row[] {
  return chunkRows(excerpts).flatMap(({ step, chunks }) =>
    cutAtCommon(chunks).map((part, at) => ({ step, goesOn: at > 0, cells: merge(part, excerpts) })),
  );
}

function chunkRows(excerpts: readonly Excerpt[]): { step: string | null; chunks: (Chunk | null)[] }[] {
  let rows: { step: string | null; chunks: (Chunk | null)[] }[] = [];
  excerpts.forEach(({ chunks }, column) => {
    const next: typeof rows = [];
    let row = 0;
    let chunk = 0;
    for (const part of diffArrays(
      rows.map(({ step }) => step ?? ""),
      chunks.map(({ step }) => step ?? ""),
    )) {
      for (let each = 0; each < part.value.length; each++) {
        const old = part.added ? undefined : rows[row++];
        const fresh = part.removed ? null : (chunks[chunk++] ?? null);
        const before = old?.chunks ?? new Array<null>(column).fill(null);
        next.push({ step: old?.step ?? fresh?.step ?? null, chunks: [...before, fresh] });
      }
    }
    rows = next;
  });
  return rows;
}

/** The rows of one excerpt, with marks at what an excerpt of the era before does not have. */
export function alignAfter(before: Excerpt, excerpt: Excerpt): Row[] {
  const both = [before, excerpt];
  return chunkRows(both).flatMap(({ step, chunks }) => {
    const cell = merge(chunks, both).find(({ eras }) => eras.includes(excerpt.era));
    return cell == null || cell.lines === null
      ? []
      : [{ step, goesOn: false, cells: [{ ...cell, eras: [excerpt.era] }] }];
  });
}

function merge(chunks: readonly (Chunk | null)[], excerpts: readonly Excerpt[]): Cell[] {
  const cells: Cell[] = [];
  chunks.forEach((chunk, column) => {
    const { era, declaration } = must(excerpts[column], "such excerpt");
    const last = cells.at(-1);
    const before = last === undefined ? null : textOf(last.lines);
    const text = textOf(chunk?.lines ?? null);
    const twin = text === null ? undefined : cells.find(({ lines }) => textOf(lines) === text)?.eras[0];
    if (last !== undefined && before === text) last.eras.push(era);
    else {
      const cell = { eras: [era], lines: chunk?.lines ?? null, file: declaration.file, changed: changed(last, chunk) };
      cells.push(twin === undefined ? cell : { ...cell, as: twin });
    }
  });
  return cells;
}

function changed(last: Cell | undefined, chunk: Chunk | null): Set<number> {
  const numbers = new Set<number>();
  if (last === undefined || chunk === null) return numbers;
  let at = 0;
  for (const part of diffArrays(last.lines?.map(trimmed) ?? [], chunk.lines.map(trimmed))) {
    if (part.removed) continue;
    for (const _ of part.value) {
      const line = chunk.lines[at++];
      if (part.added && line !== undefined && line.text.trim() !== "") numbers.add(line.number);
    }
  }
  return numbers;
}

function textOf(lines: Line[] | null): string | null {
  return lines === null ? null : lines.map(trimmed).join("\n");
}

function trimmed({ text }: Line): string {
  return text.trim();
}
