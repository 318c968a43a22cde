/** The code of a step as lines to be shown, whatever language they are in: the whole function, and the line in it that ran. */
import { GUARDS, type GuardName } from "../../../models/guards.ts";
import { isKeyOf } from "../../../models/keys.ts";
import type { Declared, Line, ModelFile } from "../../engine/source/model_file.ts";
import type { Place } from "../../engine/source/places.ts";

export interface CodeLine {
  /** Different for each. */
  key: string;
  /** In the margin: a line of its file, or the step of the run that began here. */
  margin: string;
  tokens: Line;
  /** Guards that stand here, each with a switch. */
  guards: readonly GuardName[];
  /** Left out with a guard. */
  isOut: boolean;
}

export interface CodeView {
  lines: readonly CodeLine[];
  /** The line that ran, or the check that failed: of `lines`. */
  current: number;
  failed: boolean;
  /** "models/mops/isolate.ts:57", where the step begins. */
  place: string;
  /** What the lines are, where they are not the models' own. */
  title: string | null;
  /** The kernel's own function of this name. */
  kernel: { file: string; line: number; url: string } | null;
}

/** `message`: what failed in this step; null where nothing did. null: no declaration of the file is there, so the file is of another build. */
export function typescriptView(
  { lines, declared }: ModelFile,
  { file, line }: Place,
  without: readonly string[],
  message: string | null,
): CodeView | null {
  const around = declared.find((each) => each.line <= line && line <= each.last);
  if (around === undefined) return null;
  const { line: first, last } = around;
  const after = lines.slice(line, last).findIndex(isCode);
  const executed = after < 0 ? line : line + after + 1;
  const failing = failingLine(around, line, message);
  return {
    lines: lines.slice(first - 1, last).map((tokens, at) => {
      const guards = guardsOn(around, first + at);
      const isOut = guards.some((guard) => without.includes(guard));
      return { key: String(first + at), margin: String(first + at), tokens, guards, isOut };
    }),
    current: (failing ?? executed) - first,
    failed: failing !== null,
    place: `${file}:${line}`,
    title: null,
    kernel: null,
  };
}

/** Each once, in the order of the line. */
function guardsOn({ guards }: Declared, line: number): GuardName[] {
  const names = guards.filter((each) => each.line === line).map(({ name }) => name);
  return [...new Set(names)].filter((name) => isKeyOf(GUARDS, name));
}

/** From the step's yield to the next one: where the check stands that the kernel names. */
function failingLine({ checks, yields }: Declared, line: number, message: string | null): number | null {
  const end = Math.min(...yields.filter((each) => each > line));
  return checks.find((each) => each.says === message && each.line > line && each.line < end)?.line ?? null;
}

/** Neither empty nor only a comment. */
function isCode(line: Line): boolean {
  return line.some(([text, kind]) => kind !== "comment" && text.trim() !== "");
}
