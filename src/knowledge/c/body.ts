/** Prints statements, one after the other; keeps the step that they are in, and what stands before them. */
import ts from "typescript";
import { helperOf, inside } from "./call.ts";
import type { Context } from "./context.ts";
import { variables } from "./declare.ts";
import { expr } from "./expression.ts";
import { branch, loop, loopOver } from "./flow.ts";
import { comment, wrap } from "./layout.ts";
import { type Printed, plainLine, type Scope } from "./lines.ts";
import { returned } from "./returned.ts";
import { stepsOf } from "./steps.ts";
import { Tails } from "./tails.ts";
import { bare } from "./types.ts";
import { usesOf } from "./uses.ts";

export class Body {
  readonly cx: Context;
  readonly tails: Tails;
  readonly uses: ReadonlyMap<ts.Symbol, number>;
  /** What holds an entry of a list: variables of loops, which are not declared a second time. */
  readonly held = new Set<ts.Symbol>();
  readonly top: Scope;
  scope: Scope;
  /** The steps that the next line may run in. */
  steps: readonly string[] = [];
  /** Blank line, comments and names of steps wait for the line that follows. */
  private blank = false;
  private comments: string[] = [];
  private begun = false;

  constructor(cx: Context, top: Scope) {
    this.cx = cx;
    this.top = top;
    this.scope = top;
    this.uses = usesOf(cx, cx.fn.node);
    this.tails = new Tails(cx);
  }

  block(statements: readonly ts.Statement[], depth: number, scope: Scope): Printed[] {
    const outer = this.scope;
    this.scope = scope;
    const lines: Printed[] = [];
    for (const [at, statement] of statements.entries()) {
      const next = statements[at + 1];
      if (this.tails.isAnswered(statement, next)) {
        this.statement(ts.factory.createEmptyStatement(), lines, depth, statement);
        returned(this, this.tails.answer(statement), statement, lines, depth);
        break;
      }
      if (next && this.isAsked(statement, next)) this.trivia(statement);
      else this.statement(statement, lines, depth);
    }
    // Words said at the end of a block.
    if (this.comments.length > 0 && statements.length > 0) this.flush(lines, depth, statements.at(-1) ?? null);
    this.scope = outer;
    return lines;
  }

  statement(item: ts.Statement, lines: Printed[], depth: number, from: ts.Node = item) {
    this.trivia(from);
    if (ts.isEmptyStatement(item)) return;
    if (ts.isExpressionStatement(item)) return this.expression(item, lines, depth);
    if (ts.isVariableStatement(item)) return variables(this, item, lines, depth);
    if (ts.isReturnStatement(item)) return returned(this, item.expression, item, lines, depth);
    if (ts.isIfStatement(item)) return branch(this, item, lines, depth);
    if (ts.isForOfStatement(item)) return loopOver(this, item, lines, depth);
    if (ts.isForStatement(item) || ts.isWhileStatement(item)) return loop(this, item, lines, depth);
    if (ts.isLabeledStatement(item)) return this.labeled(item, lines, depth);
    if (ts.isBreakStatement(item))
      return this.put(lines, depth, item.label ? `goto ${item.label.text};` : "break;", item);
    if (ts.isContinueStatement(item) && !item.label) return this.put(lines, depth, "continue;", item);
    if (ts.isThrowStatement(item)) return this.put(lines, depth, "BUG();", item);
    if (ts.isBlock(item)) {
      for (const each of item.statements) this.statement(each, lines, depth);
      return;
    }
    this.cx.note("statement", item);
  }

  /** Prints a statement, after what waits for it. */
  put(lines: Printed[], depth: number, text: string, node: ts.Node) {
    this.flush(lines, depth, node);
    for (const each of wrap(text, depth)) lines.push(this.line(each, node));
    this.cx.checks = [];
    if (this.cx.stepWithin) this.begin(this.cx.stepWithin);
    this.cx.stepWithin = null;
    this.scope.started = true;
  }

  line(text: string, node: ts.Node | null): Printed {
    const within = this.cx.stepWithin ?? [];
    const line = {
      text,
      node,
      steps: within.length > 0 ? within : this.steps,
      begins: this.begun || within.length > 0,
      checks: this.cx.checks,
    };
    this.begun = false;
    return line;
  }

  flush(lines: Printed[], depth: number, node: ts.Node | null) {
    const { blank, comments, begun, cx } = this;
    const { checks, stepWithin } = cx;
    this.blank = false;
    this.comments = [];
    if (blank && lines.length > 0) lines.push(plainLine(""));
    cx.checks = [];
    cx.stepWithin = null;
    this.begun = begun;
    for (const each of comments) for (const text of comment(each, depth)) lines.push(this.line(text, node));
    cx.checks = checks;
    cx.stepWithin = stepWithin;
  }

  trivia(node: ts.Node) {
    const { text } = node.getSourceFile();
    const before = text.slice(node.getFullStart(), node.getStart());
    if (/\n[ \t]*\n/.test(before)) this.blank = true;
    const ranges = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
    const words = ranges.map(({ pos, end }) => wordsOf(text.slice(pos, end)));
    if (words.length > 0) this.comments.push(words.join(" "));
  }
  forgetTrivia() {
    this.blank = false;
    this.comments = [];
  }
  get hasComments(): boolean {
    return this.comments.length > 0;
  }

  private begin(steps: readonly string[]) {
    this.steps = this.begun ? [...this.steps, ...steps] : steps;
    this.begun = true;
  }

  /** `out: for (…) … break out;`: in C the label stands where the break leads to. */
  private labeled({ label, statement }: ts.LabeledStatement, lines: Printed[], depth: number) {
    this.statement(statement, lines, depth);
    lines.push(plainLine(`${label.text}:`, statement));
  }

  private expression(item: ts.ExpressionStatement, lines: Printed[], depth: number) {
    const { expression } = item;
    if (ts.isYieldExpression(expression) && !expression.asteriskToken) {
      if (/^Generator\b/.test(this.cx.fn.node.type?.getText() ?? "")) this.cx.note("iterator", item);
      this.begin(stepsOf(this.cx, expression.expression));
      const waits = expression.expression && ts.isObjectLiteralExpression(expression.expression);
      // Outside of a loop nothing that is printed says what is waited for.
      if (waits && !isInLoop(item)) this.cx.note("waits", item);
      if (waits) this.put(lines, depth, this.steps[0] === "lock:spin" ? "cpu_relax();" : "schedule();", item);
      return;
    }
    const plain = bare(expression);
    if (ts.isCallExpression(plain) && this.helper(plain, lines, depth)) return;
    this.put(lines, depth, `${expr(this.cx, plain)};`, item);
  }

  /** What a helper does, in the place of its call. */
  private helper(node: ts.CallExpression, lines: Printed[], depth: number): boolean {
    const fn = helperOf(this.cx, node);
    if (!fn?.node.body) return false;
    const { body } = fn.node;
    const statements = ts.isBlock(body) ? body.statements : [ts.factory.createExpressionStatement(body)];
    if (!ts.isBlock(body)) return false;
    if (statements.some((each) => ts.isReturnStatement(each))) return false;
    inside(this.cx, fn, node, () => {
      for (const each of statements) this.statement(each, lines, depth);
    });
    return true;
  }

  /** `const isolated = f(); if (!isolated)`, and no more of it: `if (!f())`. */
  private isAsked(item: ts.Statement, next: ts.Statement): boolean {
    if (!ts.isVariableStatement(item) || !ts.isIfStatement(next)) return false;
    const [declaration, another] = item.declarationList.declarations;
    const source = declaration?.initializer && bare(declaration.initializer);
    if (!declaration || another || !source || !ts.isCallExpression(source)) return false;
    const symbol = this.cx.symbol(declaration.name);
    const asked = bare(next.expression);
    const name = ts.isPrefixUnaryExpression(asked) ? bare(asked.operand) : asked;
    if (!symbol || !ts.isIdentifier(name) || this.cx.symbol(name) !== symbol || this.uses.get(symbol) !== 2)
      return false;
    this.cx.bound.set(symbol, { text: expr(this.cx, source), kind: "number" });
    return true;
  }
}

function isInLoop(node: ts.Node): boolean {
  for (let up = node.parent; up && !ts.isFunctionLike(up); up = up.parent) {
    if (ts.isIterationStatement(up, false)) return true;
  }
  return false;
}

function wordsOf(text: string): string {
  return text
    .replace(/^\/\/ ?/, "")
    .replace(/^\/\*+|\*\/$/g, "")
    .replace(/^\s*\* ?/gm, "")
    .trim();
}
