/** What several ways out have in common is a label in C. In the models it is a helper that the function ends with: `return yield* put_and_fail(page)`. */
import ts from "typescript";
import type { Context } from "./context.ts";
import { INLINED } from "./tables.ts";
import { bare } from "./types.ts";
import { hasYield } from "./uses.ts";

export interface Tail {
  name: string;
  node: ts.FunctionLikeDeclaration;
  wanted: boolean;
  printed: boolean;
  steps: Set<string>;
}

export class Tails {
  private readonly cx: Context;
  private readonly tails: Tail[] = [];
  private readonly closures = new Map<ts.Symbol, Tail>();

  constructor(cx: Context) {
    this.cx = cx;
  }

  closure(id: ts.Identifier, node: ts.ArrowFunction): void {
    const symbol = this.cx.symbol(id);
    if (node.parameters.length > 0) this.cx.note("closure", node);
    if (symbol) this.closures.set(symbol, this.tail(id.text, node));
  }

  /** The label that a call in a `return` leads to; null: it is a call. */
  of(call: ts.CallExpression): Tail | null {
    const { cx } = this;
    const symbol = cx.symbol(bare(call.expression));
    const closure = symbol && this.closures.get(symbol);
    if (closure) return closure;
    const fn = cx.functions.of(bare(call.expression));
    if (!fn || fn.traced || fn.exported || fn.file !== cx.fn.file || fn.node === cx.fn.node) return null;
    if (INLINED.has(fn.name) || !hasYield(cx.functions.code(fn))) return null;
    const names = fn.node.parameters.map((each) => each.name.getText());
    const isSame = call.arguments.every((each, at) => each.getText() === names[at]);
    return isSame && cx.types.result(fn) === cx.types.result(cx.fn) ? this.tail(fn.name, fn.node) : null;
  }

  want(tail: Tail, steps: readonly string[]): void {
    tail.wanted = true;
    for (const step of steps) tail.steps.add(step);
  }

  /** Labels may ask for others. In the order of the file, one leads on to the next. */
  next(): Tail | undefined {
    const [next] = this.tails
      .filter(({ wanted, printed }) => wanted && !printed)
      .sort((a, b) => a.node.pos - b.node.pos);
    if (next) next.printed = true;
    return next;
  }

  /** `const rc = yield* put_and_fail(page); return rc;` */
  isAnswered(item: ts.Statement, next: ts.Statement | undefined): boolean {
    if (!ts.isVariableStatement(item) || !next || !ts.isReturnStatement(next) || !next.expression) return false;
    const [declaration] = item.declarationList.declarations;
    const source = declaration?.initializer && bare(declaration.initializer);
    if (!declaration || !source || !ts.isCallExpression(source) || this.of(source) === null) return false;
    return ts.isIdentifier(next.expression) && next.expression.text === declaration.name.getText();
  }
  answer(item: ts.Statement): ts.Expression | undefined {
    return ts.isVariableStatement(item) ? item.declarationList.declarations[0]?.initializer : undefined;
  }

  private tail(name: string, node: ts.FunctionLikeDeclaration): Tail {
    const known = this.tails.find((each) => each.node === node);
    if (known) return known;
    const added = { name, node, wanted: false, printed: false, steps: new Set<string>() };
    this.tails.push(added);
    return added;
  }
}
