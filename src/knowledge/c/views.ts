/** The functions of the models at a kernel, as C that a reader can be shown, with a map to the TypeScript and back. */
import { findEra, folderOf } from "../../../models/index.ts";
import { lineDiff } from "../../engine/compare/line_diff.ts";
import { must } from "../../engine/must.ts";
import type { CFile, CFunction, CHunk, CLine } from "../../engine/source/c_view.ts";
import { type KernelPlaces, placeOf } from "../tree/places.ts";
import { apart } from "./guarded.ts";
import { type Printout, Printouts } from "./printouts.ts";
import { type Program, Programs } from "./program.ts";
import { ELSEWHERE } from "./tables.ts";

export interface KernelView {
  /** "mops@6.16". */
  kernel: string;
  functions: CFunction[];
  /** What is not shown, each with the reasons. */
  awkward: NonNullable<Printout["awkward"]>[];
}

export class CViews {
  private readonly programs: Programs;
  private readonly printouts: Printouts;
  private readonly known = new Map<string, Program>();
  private readonly guarded = new Map<string, KernelView>();
  private readonly places: readonly KernelPlaces[];

  /** `sources`: models/** as text by path. `places`: where kernels have their functions, for those whose source was read. */
  constructor(sources: Readonly<Record<string, string>>, places: readonly KernelPlaces[]) {
    this.places = places;
    this.printouts = new Printouts(inFiles(places));
    this.programs = new Programs(sources);
  }

  /** As it is. */
  at(kernel: string): KernelView {
    return this.without(kernel, []);
  }

  /** Of `models/…`, by the name that the TypeScript has for it; undefined where there is none, or C has no natural words for it. */
  find(kernel: string, file: string, declared: string, without: readonly string[] = []): CFunction | undefined {
    const printout = this.printouts.one(eraOf(kernel), this.program(kernel, without), `${file} ${declared}`);
    return printout?.fn ? this.placed(kernel, printout.fn) : undefined;
  }

  /** With these guards left out; nothing is said of others. */
  without(kernel: string, without: readonly string[]): KernelView {
    const printouts = this.printed(kernel, without);
    const functions = printouts.flatMap(({ fn }) => (fn ? [this.placed(kernel, fn)] : []));
    return { kernel, functions, awkward: printouts.flatMap(({ awkward }) => awkward ?? []) };
  }

  /** Those that ask for this guard, with what becomes of them without it. */
  asking(kernel: string, guard: string): readonly CFunction[] {
    const changed = this.printed(kernel, [guard]);
    return this.printed(kernel, []).flatMap((printout, at) => {
      const hunks = hunksBetween(printout.fn, changed[at]?.fn);
      return printout.fn && hunks.length > 0
        ? [{ ...this.placed(kernel, printout.fn), without: { [guard]: hunks } }]
        : [];
    });
  }

  /** And what becomes of each function without each guard that it asks for. */
  withGuards(kernel: string): KernelView {
    const known = this.guarded.get(kernel) ?? this.tryGuards(kernel);
    this.guarded.set(kernel, known);
    return known;
  }

  private tryGuards(kernel: string): KernelView {
    const printouts = this.printed(kernel, []);
    const guards = printouts.map(guardsOf);
    const without: Record<string, CHunk[]>[] = printouts.map(() => ({}));
    for (const group of apart(guards)) {
      for (const [at, { fn }] of this.printed(kernel, group).entries()) {
        const guard = group.find((each) => guards[at]?.has(each));
        const hunks = hunksBetween(printouts[at]?.fn, fn);
        if (guard !== undefined && hunks.length > 0) without[at] = { ...without[at], [guard]: hunks };
      }
    }
    const functions = printouts.flatMap(({ fn }, at) =>
      fn ? [{ ...this.placed(kernel, fn), without: without[at] ?? {} }] : [],
    );
    return { ...this.at(kernel), functions };
  }

  private printed(kernel: string, without: readonly string[]): Printout[] {
    return this.printouts.all(eraOf(kernel), this.program(kernel, without));
  }

  private program(kernel: string, without: readonly string[]): Program {
    const key = [kernel, ...without].join(" ");
    const { era, release } = must(findEra(kernel), `kernel ${kernel}`);
    const answers = { differences: release.differences, without: new Set(without) };
    const program = this.known.get(key) ?? this.programs.at(folderOf(era), answers);
    this.known.set(key, program);
    return program;
  }

  private placed(kernel: string, fn: CFunction): CFunction {
    const place = placeOf(this.places, kernel, fn.name);
    return place ? { ...fn, kernel: place } : fn;
  }
}

/** Functions that some kernel has, and not in a header. */
function inFiles(places: readonly KernelPlaces[]): Set<string> {
  const all = places.flatMap(({ functions }) => Object.entries(functions));
  return new Set([...ELSEWHERE, ...all.flatMap(([name, [file]]) => (file.endsWith(".c") ? [name] : []))]);
}

export function filesOf({ kernel, functions }: KernelView): CFile[] {
  return [...Map.groupBy(functions, ({ file }) => file)].map(([file, own]) => ({ kernel, file, functions: own }));
}

export function textOf(lines: readonly CLine[]): string {
  return lines.map(({ tokens }) => tokens.map(([text]) => text).join("")).join("\n");
}

function eraOf(kernel: string): string {
  return folderOf(must(findEra(kernel), `kernel ${kernel}`).era);
}

function guardsOf({ read }: Printout): Set<string> {
  const questions = read.flatMap(({ variant }) => [...(variant?.asked.keys() ?? [])]);
  return new Set(questions.flatMap((each) => (each.startsWith("guard ") ? each.slice("guard ".length) : [])));
}

/** None where one of them is not shown. */
function hunksBetween(one: CFunction | null | undefined, other: CFunction | null | undefined): CHunk[] {
  if (!one || !other || one === other) return [];
  const [before, after] = [one.lines, other.lines];
  const hunks: { from: number; to: number; lines: CLine[] }[] = [];
  let at = 0;
  let open: (typeof hunks)[number] | null = null;
  for (const { kind, index } of lineDiff(textOf(before), textOf(after))) {
    if (kind === "same") {
      open = null;
      at++;
      continue;
    }
    if (open === null) {
      open = { from: at, to: at, lines: [] };
      hunks.push(open);
    }
    const line = after[index];
    if (kind === "gone") open.to = ++at;
    else if (line) open.lines.push(line);
  }
  return hunks;
}
