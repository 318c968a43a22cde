/** The code of a step as lines to be shown, whatever language they are in: the whole function, and the line in it that ran. */
import type { GuardName } from "../../../models/guards.ts";
import { guardsIn } from "./guards.ts";
import type { Line, SourcePlace } from "./useSource.ts";

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

/** `message`: what failed in this step; null where nothing did. */
export function typescriptView(
  { file, line, lines }: SourcePlace,
  without: readonly string[],
  message: string | null,
): CodeView {
  const [first, last] = functionAround(lines, line);
  const after = lines.slice(line, last).findIndex((each) => isCode(text(each)));
  const executed = after < 0 ? line : line + after + 1;
  const failing = message === null ? null : failingLine(lines, line, last, message);
  return {
    lines: lines.slice(first - 1, last).map((tokens, at) => {
      const guards = guardsIn([tokens]);
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

/** The declaration that a line is in: it and its end stand at the margin. Numbers of its first and its last line. */
function functionAround(lines: readonly Line[], line: number): [first: number, last: number] {
  const isStart = (each: Line | undefined) => /^[a-z]/.test(text(each ?? []));
  let first = line;
  while (first > 1 && !isStart(lines[first - 1])) first--;
  const end = lines.slice(line).findIndex((each) => /^[})\]]/.test(text(each)));
  return [first, end < 0 ? lines.length : line + end + 1];
}

/** From the step's label to the next one: where the check stands that the kernel names. */
function failingLine(lines: readonly Line[], line: number, last: number, message: string): number | null {
  const [, macro, check] = /^(\w+)\((.*)\)$/.exec(message) ?? [];
  if (check === undefined) return null;
  for (let number = line + 1; number <= last; number++) {
    const here = text(lines[number - 1] ?? []);
    if (/^\s*yield "/.test(here)) return null;
    if (here.includes(` ${macro}(`) && here.includes(`"${check}"`)) return number;
  }
  return null;
}

function isCode(line: string): boolean {
  return line.trim() !== "" && !/^\s*(\/\/|\/?\*)/.test(line);
}

function text(line: Line): string {
  return line.map(([part]) => part).join("");
}
