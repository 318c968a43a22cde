/** The functions of the models, under the names that C has for them. */
import ts from "typescript";
import { type Program, pathOf } from "./program.ts";

export interface ModelFunction {
  /** As `kernel("…")` says; and as the models declare it, which a reader of their text knows. */
  name: string;
  declared: string;
  file: string;
  node: ts.FunctionLikeDeclaration;
  statement: ts.Statement;
  exported: boolean;
  /** Seen by a tracer, so one of the kernel's. */
  traced: boolean;
  /** Declared with on_stack(): its first parameter is the frame. */
  onStack: boolean;
  /** Declared with under(): the lock that is held from its first access to its last. */
  lock: ts.Expression | null;
}

/** What a function is declared with: kernel("name", on_stack(body)). */
const WRAPPERS: ReadonlySet<string> = new Set(["kernel", "enclosed", "atomic", "indivisible", "on_stack", "under"]);

export class Functions {
  readonly all: readonly ModelFunction[];
  /** Those whose code was read for the function that is printed: what is printed depends on them, and on nothing else that kernels differ in. */
  readonly read = new Set<ts.Node>();
  private readonly bySymbol = new Map<ts.Symbol, ModelFunction>();
  private readonly program: Program;

  constructor(program: Program) {
    this.program = program;
    this.all = program.files.flatMap((file) => file.statements.flatMap((statement) => this.declared(file, statement)));
  }

  /** The function that a name means. */
  of(node: ts.Node): ModelFunction | undefined {
    const symbol = this.program.symbol(node);
    return symbol && this.bySymbol.get(symbol);
  }

  /** For whoever looks into it, and not only at its name and what it is given. */
  code({ node }: ModelFunction): ts.FunctionLikeDeclaration {
    this.read.add(node);
    return node;
  }

  /** One that a pointer of this name can lead to: what some table, or some device that is set up, has there. */
  stored(field: string): ModelFunction | undefined {
    this.pointers ??= this.readPointers();
    return this.pointers.get(field);
  }
  private pointers: Map<string, ModelFunction> | undefined;

  private declared(file: ts.SourceFile, statement: ts.Statement): ModelFunction[] {
    const exported =
      ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    const own = { file: pathOf(file), statement, exported };
    if (ts.isFunctionDeclaration(statement) && statement.name && statement.body)
      return [
        this.add(statement.name, {
          ...own,
          name: statement.name.text,
          declared: statement.name.text,
          node: statement,
          traced: false,
          onStack: false,
          lock: null,
        }),
      ];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      if (!initializer || !ts.isIdentifier(name)) return [];
      const found = unwrapped(initializer, this.program);
      return found ? [this.add(name, { ...own, ...found, name: found.name ?? name.text, declared: name.text })] : [];
    });
  }

  private add(id: ts.Identifier, found: ModelFunction): ModelFunction {
    const symbol = this.program.symbol(id);
    if (symbol) this.bySymbol.set(symbol, found);
    return found;
  }

  private readPointers(): Map<string, ModelFunction> {
    const found = new Map<string, ModelFunction>();
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.initializer)) {
        const fn = this.of(node.initializer);
        if (fn) found.set(node.name.getText(), fn);
      }
      if (ts.isBinaryExpression(node) && ts.isPropertyAccessExpression(node.left)) {
        const [first] = ts.isCallExpression(node.right) ? node.right.arguments : [];
        const fn = first && this.of(first);
        if (fn) found.set(node.left.name.text, fn);
      }
      ts.forEachChild(node, visit);
    };
    for (const file of this.program.files) visit(file);
    return found;
  }
}

type Unwrapped = Pick<ModelFunction, "node" | "traced" | "onStack" | "lock"> & { name: string | null };

const PLAIN = { traced: false, onStack: false, lock: null, name: null };

function unwrapped(node: ts.Expression, program: Program): Unwrapped | null {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return { node, ...PLAIN };
  if (ts.isIdentifier(node)) {
    const declaration = program.symbol(node)?.valueDeclaration;
    if (declaration && ts.isFunctionDeclaration(declaration)) return { node: declaration, ...PLAIN };
  }
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || !WRAPPERS.has(node.expression.text))
    return null;
  const [first] = node.arguments;
  const last = node.arguments.at(-1);
  const inner = last && unwrapped(last, program);
  if (!inner) return null;
  const wrapper = node.expression.text;
  return {
    ...inner,
    name: wrapper === "kernel" && first && ts.isStringLiteral(first) ? first.text : inner.name,
    traced: inner.traced || wrapper === "kernel",
    onStack: inner.onStack || wrapper === "on_stack",
    lock: wrapper === "under" && first ? first : inner.lock,
  };
}
