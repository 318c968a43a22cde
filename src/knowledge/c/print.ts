/**
 * A function of the models as C: `k` and `yield*` gone, names of steps in the margin. Each line knows what it prints. Guards and differences
 * are answered before: a printer knows nothing of them.
 */
import ts from "typescript";
import { must } from "../../engine/must.ts";
import { lockName } from "../../engine/races/index.ts";
import { arrayParameter } from "./arrays.ts";
import { Body } from "./body.ts";
import { type Awkward, Context } from "./context.ts";
import { Functions, type ModelFunction } from "./functions.ts";
import { comment, wrap } from "./layout.ts";
import { newScope, type Printed, plainLine, withDeclarations, withoutIdleGotos } from "./lines.ts";
import { outsOf, parametersOf } from "./outs.ts";
import type { Program } from "./program.ts";
import { onlyTables } from "./table.ts";
import { declarator, spaced, Types } from "./types.ts";

export interface PrintedFunction {
  fn: ModelFunction;
  lines: Printed[];
  /** What has no natural counterpart in C, each with the code. */
  awkward: ReadonlyMap<Awkward, string>;
  /** The code that decides what is printed. */
  read: readonly ts.Node[];
}

export class Printer {
  readonly program: Program;
  readonly functions: Functions;
  readonly types: Types;

  private readonly kernels: ReadonlySet<string>;

  /** `kernels`: names of functions that kernels have in a file of their own, as opposed to a header. */
  constructor(program: Program, kernels: ReadonlySet<string>) {
    this.program = program;
    this.kernels = kernels;
    this.functions = new Functions(program);
    this.types = new Types(program, this.functions);
  }

  print(fn: ModelFunction): PrintedFunction {
    this.functions.read.clear();
    this.functions.code(fn);
    const cx = new Context(this.program, this.functions, this.types, fn);
    const lines = [
      ...docOf(fn.statement, 0, this.heldIn(fn)),
      ...(onlyTables(cx, fn.node) ?? whole(cx, this.storage(fn))),
    ];
    return { fn, lines, awkward: cx.awkward, read: [...this.functions.read] };
  }

  /** What no trace shows, and no kernel has in a file: it stands in a header, or only the models have it. */
  private storage({ name, traced, exported }: ModelFunction): string {
    if (!traced && !this.kernels.has(name)) return "static inline ";
    return exported ? "" : "static ";
  }

  /** The machine takes such a lock around the whole function, where no line says so. */
  private heldIn({ lock }: ModelFunction): string {
    const type = lock && this.program.type(lock);
    return type?.isNumberLiteral() ? `Under ${must(lockName(type.value), "lock")}.` : "";
  }
}

function whole(cx: Context, storage: string): Printed[] {
  const { fn } = cx;
  const head = wrap(storage + header(cx), 0).map((text) => plainLine(text, fn.node));
  const top = newScope();
  const body = new Body(cx, top);
  const lines = body.block(statementsOf(cx, fn.node), 1, top);
  for (let tail = body.tails.next(); tail; tail = body.tails.next()) {
    body.forgetTrivia();
    body.steps = [...tail.steps];
    lines.push(plainLine(`${tail.name}:`, tail.node));
    if (ts.isFunctionDeclaration(tail.node)) lines.push(...docOf(tail.node, 1));
    lines.push(...body.block(statementsOf(cx, tail.node), 1, top));
  }
  return withoutIdleGotos([...head, plainLine("{", fn.node), ...withDeclarations(top, lines), plainLine("}")]);
}

function header(cx: Context): string {
  const { fn, types } = cx;
  const type = types.result(fn);
  if (type === null) cx.note("no type", fn.node.type ?? fn.node);
  const parameters = fn.node.parameters.slice(fn.onStack ? 1 : 0).flatMap((each) => {
    const own = cx.program.type(each);
    if (types.isGlobal(own)) return [];
    if (!ts.isIdentifier(each.name)) cx.note("object", each);
    const name = each.name.getText().replace(/^_/, "");
    const symbol = cx.symbol(each.name);
    if (symbol) cx.names.set(symbol, name);
    if (/\bStepName\b/.test(each.type?.getText() ?? "")) return [];
    const array = types.isArray(own) ? arrayParameter(cx, each, name) : null;
    if (array) return array;
    const found = types.variable(each);
    if (found === null) cx.note(types.isArray(own) ? "array" : "no type", each);
    return [declarator(found ?? "int", name)];
  });
  parameters.push(...parametersOf(outsOf(types, fn.node) ?? []));
  return `${spaced(type ?? "int")}${fn.name}(${parameters.join(", ") || "void"})`;
}

function statementsOf(cx: Context, { body }: ts.FunctionLikeDeclaration): readonly ts.Statement[] {
  if (!body) return [];
  if (ts.isBlock(body)) return body.statements;
  const isVoid = cx.types.result(cx.fn) === "void";
  const made = isVoid ? ts.factory.createExpressionStatement(body) : ts.factory.createReturnStatement(body);
  // It stands where the expression stands, so that it has a place.
  ts.setTextRange(made, body);
  return [Object.assign(made, { parent: body.parent })];
}

/** `more`: what the models do not say in words. */
function docOf(statement: ts.Statement, depth: number, more = ""): Printed[] {
  const { text } = statement.getSourceFile();
  const last = ts.getLeadingCommentRanges(text, statement.pos)?.at(-1);
  const isDoc = last?.kind === ts.SyntaxKind.MultiLineCommentTrivia && statement.pos > 0;
  const words = isDoc
    ? text
        .slice(last.pos, last.end)
        .replace(/^\/\*\*?|\*\/$/g, "")
        .replace(/^\s*\* ?/gm, "")
        .trim()
    : "";
  const all = `${words} ${more}`.trim();
  if (all === "") return [];
  return comment(all, depth).map((each) => plainLine(each, statement));
}
