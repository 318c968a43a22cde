/**
 * The models as C: what the site sends of one file, and where in it a step stands. How it is printed is src/knowledge/c/; the lines are
 * a view of the models' own code, with the guards and differences of one kernel answered. No line of it is the kernel's.
 */
import type { Line } from "./model_file.ts";
import type { Place } from "./places.ts";

/** Stands wherever the C does: it looks so real that somebody would quote it. */
export const C_TITLE = "the model, as C – not kernel source";

export interface CLine {
  tokens: Line;
  /** Line of the TypeScript that it prints, in the file of the function. Missing where nothing stands for it. */
  ts?: number;
  /** Steps in which it runs: one, or all that a variable name can be. */
  steps?: readonly string[];
  /** The step begins here: its name belongs into the margin. */
  begins?: true;
  /** The kernel's own words if this line ends the run or warns: "VM_BUG_ON(!PageMovable(page))". */
  check?: string;
}

/** What becomes of the lines when one guard is left out: `lines` in the place of those from `from` up to, not including, `to`. */
export interface CHunk {
  from: number;
  to: number;
  lines: readonly CLine[];
}

/** A function in the kernel's own source, at a tag that stays. */
export interface KernelPlace {
  file: string;
  line: number;
  url: string;
}

export interface CFunction {
  name: string;
  /** What the TypeScript calls it. */
  declared: string;
  /** "models/mops/isolate.ts", and the line where the TypeScript of it begins. */
  file: string;
  line: number;
  lines: readonly CLine[];
  /** By guard, in the order of lines. Only guards that the function asks for. */
  without: Readonly<Record<string, readonly CHunk[]>>;
  /** Where the kernel has its function of this name; missing where it has none. */
  kernel?: KernelPlace;
}

/** /source/c/KERNEL/FILE.json: "/source/c/mops@6.16/models/mops/isolate.ts.json". */
export interface CFile {
  kernel: string;
  file: string;
  functions: readonly CFunction[];
}

export function cFileAddress(kernel: string, file: string): string {
  return `source/c/${kernel}/${file}.json`;
}

/** The function as it reads with these guards left out. */
export function linesWithout(fn: CFunction, guards: readonly string[]): readonly CLine[] {
  const hunks = guards.flatMap((guard) => fn.without[guard] ?? []).sort((a, b) => b.from - a.from);
  let lines = fn.lines;
  let end = Number.POSITIVE_INFINITY;
  for (const { from, to, lines: instead } of hunks) {
    // Two guards on one line: what the later hunk says of it stands.
    if (to > end) continue;
    const rest = begunAgain(lines.slice(from, to), [...instead, ...lines.slice(to)]);
    lines = [...lines.slice(0, from), ...rest];
    end = from;
  }
  return lines;
}

/** The line at which a step begins may be gone with the check that it was: then the next line of the step begins it. */
function begunAgain(gone: readonly CLine[], rest: readonly CLine[]): readonly CLine[] {
  const [next, ...more] = rest;
  const lost = gone.findLast((line) => line.begins === true);
  const goesOn = lost?.steps?.some((step) => next?.steps?.includes(step));
  return next && goesOn ? [{ ...next, begins: true }, ...more] : rest;
}

export interface CPlace {
  fn: CFunction;
  lines: readonly CLine[];
  /** The line to point at, from 0: the check that failed, or the first code of the step. */
  line: number;
  /** All lines that belong to the step, from `first` up to, not including, `end`. */
  first: number;
  end: number;
  failed: boolean;
}

/** What is asked of a step. `place` is that of its yield; `message` the verdict's, where this step ended the run, or a line of its log. */
export interface AskedOfC {
  place: Place;
  step: string;
  running: string | undefined;
  without: readonly string[];
  message?: string;
}

/** `file`: the one that `place.file` names. null: the step stands in none of its functions. */
export function placeInC(file: CFile, { place, step, running, without, message }: AskedOfC): CPlace | null {
  const own = [...file.functions].sort((a, b) => Number(b.name === running) - Number(a.name === running));
  for (const fn of own) {
    const lines = linesWithout(fn, without);
    const first = lines.findIndex((line) => begins(line, step) && (line.ts === undefined || line.ts >= place.line));
    const start = first >= 0 ? first : lines.findIndex((line) => begins(line, step));
    if (start < 0) continue;
    let end = start + 1;
    while (end < lines.length && lines[end]?.begins !== true && lines[end]?.steps?.includes(step)) end++;
    const check =
      message === undefined ? -1 : lines.findIndex(({ check }) => check !== undefined && message.includes(check));
    const failed = check >= start && check < end;
    return { fn, lines, line: failed ? check : codeFrom(lines, start, end), first: start, end, failed };
  }
  return null;
}

/** The first line that is no comment, from one on and before another; that line itself where there is none. */
export function codeFrom(lines: readonly CLine[], from: number, end = lines.length): number {
  let at = from;
  while (at < end && textOf(lines[at]).trimStart().startsWith("/*")) {
    while (at < end && !textOf(lines[at]).includes("*/")) at++;
    at++;
  }
  return at < end ? at : from;
}

function textOf(line: CLine | undefined): string {
  return line?.tokens.map(([text]) => text).join("") ?? "";
}

function begins(line: CLine, step: string): boolean {
  return line.begins === true && line.steps?.includes(step) === true;
}
