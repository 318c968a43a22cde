/** The lines of one declaration in one era, cut into chunks: what stands between two steps is one chunk. */

import { ERA_IDS, type EraId } from "../../../models/index.ts";
import type { CFunction } from "../../engine/source/c_view.ts";
import type { Declaration } from "../../engine/source/declaration.ts";
import type { SourceIndex } from "../../engine/source/places.ts";
import type { Complain } from "./problem.ts";
import type { Request } from "./request.ts";

export interface Line {
  /** In the source file, from 1. */
  number: number;
  text: string;
}

export interface Chunk {
  /** The step that begins it; null for what stands before the first one. */
  step: string | null;
  lines: Line[];
}

export interface Excerpt {
  era: EraId;
  declaration: Declaration;
  chunks: Chunk[];
}

/** The models as text by path, and what is declared in them. */
export interface Source {
  files: Readonly<Record<string, string>>;
  index: SourceIndex;
  /** A declaration as C, at its era's reference kernel; undefined where it is not shown. Missing: there is no C at all. */
  c?: (declaration: Declaration) => CFunction | undefined;
}

export function excerptOf(
  { files, index }: Source,
  era: EraId,
  name: string,
  request: Request,
  complain: Complain,
): Excerpt {
  const { file, from, to } = request;
  const found = index.declared(era, name).filter((each) => file === undefined || each.file.endsWith(`/${file}`));
  const [declaration, second] = found;
  if (declaration === undefined) return complain(`no function "${name}"${file ? ` in ${file}` : ""} in the era ${era}`);
  if (second !== undefined)
    complain(`"${name}" stands in ${declaration.file} and ${second.file}; say which with file=`);
  const source = (files[declaration.file] ?? "").split("\n");
  const all = chunksOf(declaration, source);
  const begin = from === undefined ? 0 : all.findIndex(({ step }) => step === from);
  const end = to === undefined ? all.length : all.findIndex(({ step }, at) => at > begin && step === to);
  if (begin < 0) complain(`"${name}" has no step "${from}" in the era ${era}`);
  if (end < 0) complain(`"${name}" has no step "${to}" after the first one shown, in the era ${era}`);
  return { era, declaration, chunks: all.slice(begin, end) };
}

/** The same part of what has the same name in the era before, if there is exactly one. */
export function excerptBefore({ files, index }: Source, { era, declaration, chunks }: Excerpt): Excerpt | null {
  const before = ERA_IDS[ERA_IDS.indexOf(era) - 1];
  if (before === undefined) return null;
  const [same, second] = index.declared(before, declaration.name).filter(({ file }) => file !== declaration.file);
  if (same === undefined || second !== undefined) return null;
  const steps = new Set(chunks.map(({ step }) => step));
  const all = chunksOf(same, (files[same.file] ?? "").split("\n"));
  return { era: before, declaration: same, chunks: all.filter(({ step }) => steps.has(step)) };
}

export function chunksOf({ line, yields }: Declaration, source: readonly string[]): Chunk[] {
  let first = line - 1;
  while (first > 0 && /^(\/\*\*| \*)/.test(source[first - 1] ?? "")) first--;
  // The declaration ends where a line stands at the margin again.
  let last = line - 1;
  if (!/[;}]$/.test(source[last] ?? ""))
    do last++;
    while (last < source.length - 1 && !/^[)}\]]\S*;?$|^\S.*[;}]$/.test(source[last] ?? ""));
  const chunks: Chunk[] = [{ step: null, lines: [] }];
  for (let at = first; at <= last; at++) {
    const text = source[at] ?? "";
    const starts = yields.some((each) => each.line === at + 1 && /^\s*yield /.test(text));
    const [, step = ""] = /yield (?:\{ step: )?["`]([^"`]+)["`]/.exec(text) ?? [];
    if (starts) chunks.push({ step, lines: [] });
    chunks.at(-1)?.lines.push({ number: at + 1, text });
  }
  return chunks.map(withoutEdges).filter(({ lines }) => lines.length > 0);
}

function withoutEdges({ step, lines }: Chunk): Chunk {
  const filled = lines.map(({ text }, at) => (text.trim() === "" ? -1 : at)).filter((at) => at >= 0);
  return { step, lines: lines.slice(filled[0] ?? 0, (filled.at(-1) ?? -1) + 1) };
}
