/**
 * The patch of a kata: what becomes of the code of the models, as hunks of lines. Nothing of it is written down anywhere. Comments are left out,
 * as they tell why a check is there.
 */

import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { hunks } from "../../engine/compare/hunks.ts";
import { type DiffLine, lineDiff } from "../../engine/compare/line_diff.ts";
import { must } from "../../engine/must.ts";
import type { Token } from "../../engine/source/token.ts";
import { codeLines } from "../source/code_lines.ts";
import { textOf } from "../source/pieces.ts";
import { parse } from "../source/resolve.ts";
import { variantsOf } from "../source/variants.ts";
import type { Kata } from "./kata.ts";
import { Places } from "./places.ts";
import type { Where } from "./where.ts";

export interface PatchLine {
  kind: DiffLine["kind"];
  tokens: Token[];
  /** The guards that it is there for, or no longer; "patch" where it is one change as a whole. None: it is as before. */
  changes: string[];
  /** Steps in which it runs. */
  where: Where[];
}

export interface PatchFunction {
  file: string;
  name: string;
  hunks: PatchLine[][];
}

type Files = Readonly<Record<string, string>>;
/** By file and name. */
type Code = Map<string, string>;

const AROUND = 6;

/** `tokens` cuts the lines of a text, for colours. */
export function patchOf(kata: Kata, files: Files, tokens: (text: string) => Token[][]): PatchFunction[] {
  const { kernel, patched = kernel, without = [] } = kata;
  const before = codeOf(files, kernel, []);
  const after = codeOf(files, patched, without);
  const alone = without.map((guard) => ({
    guard,
    // What it takes out by itself, and what would come if it alone did not.
    out: codeOf(files, kernel, [guard]),
    back: codeOf(
      files,
      patched,
      without.filter((each) => each !== guard),
    ),
  }));
  const places = new Places(files, must(patched.split("@")[0], "first word"));
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.flatMap((key) => {
    const [old, now] = [before.get(key) ?? "", after.get(key) ?? ""];
    if (old === now) return [];
    const gone = alone.map(({ guard, out }) => [guard, lines(old, out.get(key) ?? "", "gone")] as const);
    const come = alone.map(({ guard, back }) => [guard, lines(back.get(key) ?? "", now, "new")] as const);
    const [file = "", name = ""] = key.split(" ");
    const tokensOf = { gone: tokens(old), new: tokens(now), same: tokens(now) };
    const placesOf = { gone: places.of(file, name, old), new: places.of(file, name, now) };
    const line = ({ kind, index }: DiffLine): PatchLine => ({
      kind,
      tokens: tokensOf[kind][index] ?? [],
      changes: kind === "same" ? [] : named(kind === "gone" ? gone : come, index),
      where: (kind === "gone" ? placesOf.gone : placesOf.new)(index),
    });
    return [{ file, name, hunks: hunks({ before: old, after: now }, AROUND).map((hunk) => hunk.map(line)) }];
  });
}

function named(changes: readonly (readonly [GuardName, ReadonlySet<number>])[], index: number): string[] {
  const found = changes.filter(([, indices]) => indices.has(index)).map(([guard]) => guard);
  return found.length > 0 ? found : ["patch"];
}

function lines(before: string, after: string, kind: DiffLine["kind"]): ReadonlySet<number> {
  return new Set(lineDiff(before, after).flatMap((line) => (line.kind === kind ? line.index : [])));
}

/** Only what asks a question can differ. */
function codeOf(files: Files, kernel: string, without: readonly GuardName[]): Code {
  const found = findEra(kernel);
  if (!found) throw new Error(`no kernel ${kernel}`);
  const answers = { differences: found.release.differences, without: new Set<string>(without) };
  const isOwn = (file: string) => file.startsWith(`models/${found.era.id}/`) || file.startsWith("models/machine/");
  const code: Code = new Map();
  for (const [file, text] of Object.entries(files)) {
    if (!isOwn(file)) continue;
    for (const [name, { pieces, asked }] of variantsOf(text).at(answers).declared)
      if (asked.size > 0) code.set(`${file} ${name}`, withoutComments(textOf(pieces).trim()));
  }
  return code;
}

const bare = new Map<string, string>();

/** Asked again for each kata of the kernel. */
function withoutComments(text: string): string {
  const known = bare.get(text) ?? codeOnly(text);
  bare.set(text, known);
  return known;
}

function codeOnly(text: string): string {
  const code = codeLines(parse(text).statements);
  return text
    .split("\n")
    .filter((line, at) => code.has(at) || line.trim() === "")
    .join("\n");
}
