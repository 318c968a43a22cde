/** The functions of the models as C, each printed once for all kernels in which the code that decides it is the same. */
import ts from "typescript";
import { must } from "../../engine/must.ts";
import type { CFunction, CLine } from "../../engine/source/c_view.ts";
import { nameOf } from "../source/resolve.ts";
import type { Variant } from "../source/variants.ts";
import type { ModelFunction } from "./functions.ts";
import type { Printed } from "./lines.ts";
import { Printer } from "./print.ts";
import { type Program, pathOf } from "./program.ts";
import { NO_CODE } from "./tables.ts";
import { hasYield } from "./uses.ts";

export interface Printout {
  /** "models/mops/isolate.ts isolate_movable_page". */
  id: string;
  /** Null: C has no natural words for it, or nobody asks for it. */
  fn: CFunction | null;
  awkward: { file: string; name: string; declared: string; why: string[] } | null;
  /** The declarations that it was made of. */
  read: readonly { file: string; name: string; variant: Variant | undefined }[];
}

export class Printouts {
  /** By era: what stands in the machine reads differently where types of an era come in. */
  private readonly eras = new Map<string, Map<string, Printout[]>>();
  private readonly printers = new WeakMap<Program, Printer>();
  private readonly kernels: ReadonlySet<string>;

  /** `kernels`: names of functions that kernels have in a file of their own, as opposed to a header. */
  constructor(kernels: ReadonlySet<string>) {
    this.kernels = kernels;
  }

  /** In the order in which they are declared. */
  all(era: string, program: Program): Printout[] {
    return [...this.known(era, program)].map(([id, known]) => this.still(known, program) ?? this.add(era, program, id));
  }

  one(era: string, program: Program, id: string): Printout | undefined {
    const known = this.known(era, program).get(id);
    return known && (this.still(known, program) ?? this.add(era, program, id));
  }

  private known(era: string, program: Program): Map<string, Printout[]> {
    const known = this.eras.get(era) ?? new Map(this.printer(program).functions.all.map((fn) => [idOf(fn), []]));
    this.eras.set(era, known);
    return known;
  }

  private still(known: readonly Printout[], program: Program): Printout | undefined {
    return known.find(({ read }) => read.every(({ file, name, variant }) => program.variant(file, name) === variant));
  }

  private add(era: string, program: Program, id: string): Printout {
    const printer = this.printer(program);
    const fn = printer.functions.all.find((each) => idOf(each) === id);
    const printout = { id, ...print(era, must(fn, id), printer) };
    this.known(era, program).get(id)?.push(printout);
    return printout;
  }

  private printer(program: Program): Printer {
    const printer = this.printers.get(program) ?? new Printer(program, this.kernels);
    this.printers.set(program, printer);
    return printer;
  }
}

function print(era: string, fn: ModelFunction, printer: Printer): Omit<Printout, "id"> {
  const { program } = printer;
  const { file, name, declared } = fn;
  const line = program.place(fn.statement)?.line;
  if (!isShown(era, fn) || line === undefined) return { fn: null, awkward: null, read: readOf(program, [fn.node]) };
  const { lines, awkward, read } = printer.print(fn);
  const why = [...awkward].map(([what, code]) => `${what}: ${code}`);
  const shown = { name, declared, file, line, lines: lines.map((each) => lineOf(program, file, each)), without: {} };
  return {
    fn: why.length === 0 ? shown : null,
    awkward: why.length === 0 ? null : { file, name, declared, why },
    read: readOf(program, read),
  };
}

function readOf(program: Program, nodes: readonly ts.Node[]): Printout["read"] {
  return nodes.map((node) => {
    let statement = node;
    while (!ts.isSourceFile(statement.parent)) statement = statement.parent;
    const [file, name] = [pathOf(statement.getSourceFile()), must(nameOf(statement), "declaration")];
    return { file, name, variant: program.variant(file, name) };
  });
}

function idOf({ file, declared }: ModelFunction): string {
  return `${file} ${declared}`;
}

/** The era's own code, and of the machine what a tracer sees or a step stands in: the rest, and what takes any type, is the machine itself. */
function isShown(era: string, { file, node, traced }: ModelFunction): boolean {
  if (file.startsWith(`models/${era}/`)) return !NO_CODE.test(file);
  return file.startsWith("models/machine/") && !node.typeParameters && (traced || hasYield(node));
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
