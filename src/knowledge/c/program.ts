/** The models of one kernel as a program whose types can be asked for: its text is that of the models with all questions answered. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { must } from "../../engine/must.ts";
import type { Answers } from "../source/known.ts";
import { type Resolved, type Variant, type Variants, variantsOf } from "../source/variants.ts";

/** Where the compiler has its types of JavaScript. */
const LIBRARY = dirname(ts.sys.getExecutingFilePath());

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  lib: ["lib.es2024.d.ts"],
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
};

export interface Place {
  /** "models/mops/isolate.ts". */
  file: string;
  line: number;
}

export class Program {
  private readonly resolved: ReadonlyMap<string, Resolved>;
  private readonly sources: Readonly<Record<string, string>>;
  private readonly make: () => ts.Program;

  /** `make`: called when types are asked for, and not before. */
  constructor(
    sources: Readonly<Record<string, string>>,
    resolved: ReadonlyMap<string, Resolved>,
    make: () => ts.Program,
  ) {
    this.sources = sources;
    this.resolved = resolved;
    this.make = make;
  }

  /** A declaration under the answers of this program. */
  variant(file: string, name: string): Variant | undefined {
    return this.resolved.get(file)?.declared.get(name);
  }

  get files(): readonly ts.SourceFile[] {
    return [...this.resolved.keys()].flatMap((path) => this.program.getSourceFile(`/${path}`) ?? []);
  }
  get checker(): ts.TypeChecker {
    return this.program.getTypeChecker();
  }
  private get program(): ts.Program {
    this.made ??= this.make();
    return this.made;
  }
  private made: ts.Program | undefined;

  /** Where the models have the node; null where the resolver wrote it. */
  place(node: ts.Node): Place | null {
    const file = pathOf(node.getSourceFile());
    const at = this.resolved.get(file)?.origin(node.getStart());
    if (at === undefined || at === null) return null;
    return { file, line: must(this.sources[file], "text").slice(0, at).split("\n").length };
  }

  /** What a name means, through imports. */
  symbol(node: ts.Node): ts.Symbol | undefined {
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.checker.getSymbolAtLocation(node);
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  type(node: ts.Node): ts.Type {
    return this.checker.getTypeAtLocation(node);
  }
}

export function pathOf(file: ts.SourceFile): string {
  return file.fileName.slice(1);
}

/** Makes programs of the same sources; what two of them have in common is read once. */
export class Programs {
  private readonly sources: Readonly<Record<string, string>>;
  private readonly variants: readonly (readonly [path: string, variants: Variants])[];
  private readonly parsed = new Map<string, ts.SourceFile>();

  /** `sources`: models/** as text by path. */
  constructor(sources: Readonly<Record<string, string>>) {
    this.sources = sources;
    this.variants = Object.entries(sources).map(([path, text]) => [path, variantsOf(text)]);
  }

  /** `era`: the folder that the differences are those of. */
  at(era: string, { differences, without }: Required<Answers>): Program {
    const resolved = new Map(
      this.variants.map(([path, variants]) => {
        const own = path.startsWith(`models/${era}/`);
        return [path, variants.at(own ? { differences, without } : { without })] as const;
      }),
    );
    return new Program(this.sources, resolved, () => this.program(era, resolved));
  }

  private program(era: string, resolved: ReadonlyMap<string, Resolved>): ts.Program {
    const host: ts.CompilerHost = {
      getSourceFile: (name) => this.file(name, resolved.get(name.slice(1))?.text),
      getDefaultLibFileName: () => join(LIBRARY, "lib.es2024.d.ts"),
      getDefaultLibLocation: () => LIBRARY,
      writeFile: () => {},
      getCurrentDirectory: () => "/",
      getCanonicalFileName: (name) => name,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => "\n",
      fileExists: (name) => resolved.has(name.slice(1)),
      readFile: (name) => resolved.get(name.slice(1))?.text,
      resolveModuleNameLiterals: (names, from) =>
        names.map(({ text }) => {
          const resolvedFileName = new URL(text, `file://${from}`).pathname;
          return { resolvedModule: { resolvedFileName, extension: ts.Extension.Ts } };
        }),
    };
    const roots = [...resolved.keys()].filter((path) => isOf(era, path)).map((path) => `/${path}`);
    return ts.createProgram(roots, OPTIONS, host);
  }

  private file(name: string, text: string | undefined): ts.SourceFile | undefined {
    const key = `${name}\n${text ?? ""}`;
    const known = this.parsed.get(key);
    if (known !== undefined) return known;
    const read = text ?? (name.startsWith(LIBRARY) ? readFileSync(name, "utf8") : undefined);
    if (read === undefined) return undefined;
    const file = ts.createSourceFile(name, read, ts.ScriptTarget.ES2024, true);
    this.parsed.set(key, file);
    return file;
  }
}

/** The era's own files, and those that all eras share. */
function isOf(era: string, path: string): boolean {
  return path.startsWith(`models/${era}/`) || /^models\/(?:machine\/)?[^/]+$/.test(path);
}
