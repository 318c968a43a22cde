/** The functions of the models at a kernel, as C that a reader can be shown, with a map to the TypeScript and back. */
import { findEra } from "../../../models/index.ts";
import { lineDiff } from "../../engine/compare/line_diff.ts";
import { must } from "../../engine/must.ts";
import type { CFile, CFunction, CHunk, CLine } from "../../engine/source/c_view.ts";
import { declarationsOf } from "../source/declarations.ts";
import { type KernelPlaces, placeOf } from "../tree/places.ts";
import { apart, guardsByFunction } from "./guarded.ts";
import type { Printed } from "./lines.ts";
import { type PrintedFunction, Printer } from "./print.ts";
import { isOf, type Program, Programs } from "./program.ts";
import { NO_CODE } from "./tables.ts";
import { hasYield } from "./uses.ts";

export interface KernelView {
  /** "mops@6.16". */
  kernel: string;
  functions: CFunction[];
  /** What is not shown, each with the reasons. */
  awkward: { file: string; name: string; declared: string; why: string[] }[];
}

export class CViews {
  private readonly programs: Programs;
  private readonly guards: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly intact = new Map<string, KernelView>();
  private readonly askers = new Map<string, readonly CFunction[]>();

  private readonly places: readonly KernelPlaces[];

  /** `sources`: models/** as text by path. `places`: where kernels have their functions, for those whose source was read. */
  constructor(sources: Readonly<Record<string, string>>, places: readonly KernelPlaces[] = []) {
    this.places = places;
    this.programs = new Programs(sources);
    this.guards = guardsByFunction(declarationsOf(sources));
  }

  /** As it is. Printed once. */
  at(kernel: string): KernelView {
    const view = this.intact.get(kernel) ?? this.without(kernel, []);
    this.intact.set(kernel, view);
    return view;
  }

  /** With these guards left out; nothing is said of others. */
  without(kernel: string, without: readonly string[], wanted: (id: string) => boolean = () => true): KernelView {
    const view: KernelView = { kernel, functions: [], awkward: [] };
    const { era, release } = must(findEra(kernel), `kernel ${kernel}`);
    const program = this.programs.at(era.id, { differences: release.differences, without: new Set(without) });
    for (const { printed, fn, line } of printedIn(program, era.id, wanted)) {
      const { file, name, declared } = fn;
      if (printed.awkward.size === 0) {
        const lines = printed.lines.map((each) => lineOf(program, file, each));
        const place = placeOf(this.places, kernel, name);
        view.functions.push({ name, declared, file, line, lines, without: {}, ...(place && { kernel: place }) });
      } else {
        const why = [...printed.awkward].map(([what, code]) => `${what}: ${code}`);
        view.awkward.push({ file, name, declared, why });
      }
    }
    return view;
  }

  /** Those that ask for this guard, with what becomes of them without it. Worked out once. */
  asking(kernel: string, guard: string): readonly CFunction[] {
    const key = `${kernel} ${guard}`;
    const known = this.askers.get(key) ?? this.askersOf(kernel, guard);
    this.askers.set(key, known);
    return known;
  }

  private askersOf(kernel: string, guard: string): CFunction[] {
    const isAsked = (id: string) => this.guards.get(id)?.has(guard) === true;
    const changes = new Map(this.without(kernel, [guard], isAsked).functions.map((fn) => [keyOf(fn), fn]));
    return this.at(kernel).functions.flatMap((fn) => {
      const changed = changes.get(keyOf(fn));
      const hunks = changed ? hunksBetween(fn.lines, changed.lines) : [];
      return hunks.length > 0 ? [{ ...fn, without: { [guard]: hunks } }] : [];
    });
  }

  /** And what becomes of each function without each guard that it asks for. */
  withGuards(kernel: string): KernelView {
    const { functions, ...rest } = this.at(kernel);
    const view = { ...rest, functions: functions.map((fn) => ({ ...fn })) };
    const { era } = must(findEra(kernel), `kernel ${kernel}`);
    const own = [...this.guards].filter(([id]) => isOf(era.id, id.split(" ", 1)[0] ?? ""));
    for (const group of apart(own.map(([, guards]) => guards))) {
      const guardIn = (id: string) => group.find((guard) => this.guards.get(id)?.has(guard));
      const without = this.without(kernel, group, (id) => guardIn(id) !== undefined);
      const changes = new Map(without.functions.map((fn) => [keyOf(fn), fn]));
      for (const fn of view.functions) {
        const changed = changes.get(keyOf(fn));
        const guard = guardIn(`${fn.file} ${fn.declared}`);
        if (guard === undefined || changed === undefined) continue;
        const hunks = hunksBetween(fn.lines, changed.lines);
        if (hunks.length > 0) fn.without = { ...fn.without, [guard]: hunks };
      }
    }
    return view;
  }
}

export function filesOf({ kernel, functions }: KernelView): CFile[] {
  return [...Map.groupBy(functions, ({ file }) => file)].map(([file, own]) => ({ kernel, file, functions: own }));
}

export function textOf(lines: readonly CLine[]): string {
  return lines.map(({ tokens }) => tokens.map(([text]) => text).join("")).join("\n");
}

function printedIn(program: Program, era: string, wanted: (id: string) => boolean) {
  const printer = new Printer(program);
  return printer.functions.all.flatMap((fn) => {
    if (!isShown(era, fn) || !wanted(`${fn.file} ${fn.declared}`)) return [];
    const line = program.place(fn.statement)?.line;
    return line === undefined ? [] : [{ fn, line, printed: printer.print(fn) }];
  });
}

/** The era's own code, and of the machine what a tracer sees or a step stands in: the rest is the machine itself. */
function isShown(era: string, { file, node, traced }: PrintedFunction["fn"]): boolean {
  if (file.startsWith(`models/${era}/`)) return !NO_CODE.test(file);
  return file.startsWith("models/machine/") && (traced || hasYield(node));
}

function lineOf(program: Program, file: string, { text, node, steps, begins, checks }: Printed): CLine {
  const place = node && program.place(node);
  const [check] = checks;
  return {
    tokens: text === "" ? [] : [[text]],
    ...(place?.file === file && { ts: place.line }),
    ...(steps.length > 0 && { steps }),
    ...(begins && { begins: true }),
    ...(check !== undefined && { check }),
  };
}

function keyOf({ file, name }: CFunction): string {
  return `${file} ${name}`;
}

function hunksBetween(before: readonly CLine[], after: readonly CLine[]): CHunk[] {
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
