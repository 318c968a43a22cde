/** The code of a step as C: what a guard that is out leaves behind stands struck through in its place, and the steps of the run in the margin. */
import { GUARDS, type GuardName } from "../../../models/guards.ts";
import { C_TITLE, type CFile, type CFunction, type CLine, codeFrom, placeInC } from "../../engine/source/c_view.ts";
import type { Place } from "../../engine/source/places.ts";
import type { Trace, TraceStep } from "../../engine/trace/trace.ts";
import type { CodeLine, CodeView } from "./code_view.ts";

/** null: the step stands in none of the file's functions. `message`: what failed in it; null where nothing did. */
export function cView(
  file: CFile,
  place: Place,
  { steps, without }: Trace,
  { n, step, stack }: TraceStep,
  message: string | null,
): CodeView | null {
  const found = placeInC(file, { place, step, running: stack.at(-1), without, ...(message !== null && { message }) });
  if (found === null) return null;
  const { fn, lines, line, failed } = found;
  const shown = withStruck(fn, without);
  const inForce = shown.flatMap(({ isOut }, at) => (isOut ? [] : at));
  const numbers = new Map<number | undefined, string>();
  for (const [at, { begins, steps: names = [] }] of lines.entries()) {
    const begun = begins && steps.findLast((each) => each.n <= n && names.includes(each.step));
    if (begun) numbers.set(inForce[codeFrom(lines, at)], String(begun.n + 1));
  }
  return {
    lines: shown.map(({ line: each, guards, isOut }, at): CodeLine => {
      return { key: `${fn.name} ${at}`, margin: numbers.get(at) ?? "", tokens: each.tokens, guards, isOut };
    }),
    current: inForce[line] ?? 0,
    failed,
    place: `${place.file}:${place.line}`,
    title: C_TITLE,
    kernel: fn.kernel ?? null,
  };
}

interface Shown {
  line: CLine;
  guards: GuardName[];
  isOut: boolean;
}

/** All lines of the function, and after those that are out what stands there instead. */
function withStruck(fn: CFunction, without: readonly string[]): Shown[] {
  const hunks = Object.entries(fn.without)
    .filter((entry): entry is [GuardName, (typeof entry)[1]] => Object.hasOwn(GUARDS, entry[0]))
    .flatMap(([guard, of]) => of.map((hunk) => ({ ...hunk, guard })))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  // As linesWithout() has it: where two that are out meet, what the later one says stands.
  const out = hunks
    .filter(({ guard }) => without.includes(guard))
    .filter(({ from, to }, at, all) => !all.slice(at + 1).some((later) => later.from < to && later.from !== from));
  const told = new Set<GuardName>();
  const guardsAt = (at: number) =>
    hunks.flatMap(({ from, guard }) => {
      if (from !== at || told.has(guard)) return [];
      told.add(guard);
      return [guard];
    });
  return fn.lines.flatMap((line, at) => {
    const hunk = out.find(({ from, to }) => from <= at && at < to);
    const own: Shown = { line, guards: guardsAt(at), isOut: hunk !== undefined };
    const after = out.filter(({ from, to }) => (to > from ? to - 1 : from) === at);
    const added = after.flatMap(({ lines }) => lines.map((each) => ({ line: each, guards: [], isOut: false })));
    // What is put in where nothing is taken away stands before the line.
    return hunk === undefined && after.length > 0 ? [...added, own] : [own, ...added];
  });
}
