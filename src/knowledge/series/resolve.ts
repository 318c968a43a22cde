/**
 * The text of a model as one kernel has it: every `k.differs("…")` is answered, and every `k.guard("…")` where it is said which guards are out.
 * What is never reached is gone. So two kernels of an era, or one with a guard and without it, can be compared line by line, though
 * they are one text.
 */
import ts from "typescript";

export interface Declaration {
  name: string;
  text: string;
}

export interface Answers {
  differences: ReadonlySet<string>;
  /** Guards left out. Undefined: the questions about guards stay in the text. */
  without?: ReadonlySet<string>;
}

/** What a file declares, one after the other; each with the comment above it. Imports are left out. */
export function declarationsAt(text: string, answers: Answers): Declaration[] {
  const file = ts.createSourceFile("model.ts", text, ts.ScriptTarget.Latest, true);
  const resolver = new Resolver(file, answers);
  return file.statements.flatMap((statement) => {
    const name = nameOf(statement);
    return name === undefined ? [] : [{ name, text: resolver.text(statement).trim() }];
  });
}

function nameOf(statement: ts.Statement): string | undefined {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]?.name.getText();
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return statement.name?.text;
  return undefined;
}

/** Checks that stop the machine if what they are given is true. */
const CHECKS = /^(?:VM_)?BUG_ON$/;

class Resolver {
  private readonly source: string;
  private readonly answers: Answers;

  constructor(file: ts.SourceFile, answers: Answers) {
    this.source = file.text;
    this.answers = answers;
  }

  /** With the comments and the white space before it. */
  text(node: ts.Node): string {
    const resolved = this.resolved(node);
    if (resolved !== null) return resolved;
    let text = "";
    let at = node.getFullStart();
    let isReached = true;
    ts.forEachChild(node, (child) => {
      if (isReached) text += this.source.slice(at, child.getFullStart()) + this.text(child);
      if (ts.isBlock(node) && this.returns(child)) isReached = false;
      at = child.end;
    });
    return text + this.source.slice(at, node.end);
  }

  /** Whatever the run, what follows is not reached. */
  private returns(node: ts.Node): boolean {
    if (ts.isReturnStatement(node)) return true;
    if (ts.isBlock(node)) return node.statements.some((each) => this.returns(each));
    return ts.isIfStatement(node) && this.valueOf(node.expression) === true && this.returns(node.thenStatement);
  }

  private resolved(node: ts.Node): string | null {
    if (ts.isIfStatement(node)) return this.branch(node);
    if (ts.isExpressionStatement(node) && this.isIdle(node.expression)) return "";
    if (!ts.isExpression(node)) return null;
    const value = this.valueOf(node);
    if (value !== null) return this.before(node) + String(value);
    if (ts.isConditionalExpression(node)) {
      const condition = this.valueOf(node.condition);
      return condition === null
        ? null
        : this.before(node) + this.text(condition ? node.whenTrue : node.whenFalse).trimStart();
    }
    if (ts.isBinaryExpression(node) && isLogical(node)) {
      // The value of the whole is not known, so a side that is known makes no difference.
      if (this.valueOf(node.left) !== null) return this.before(node) + this.text(bare(node.right)).trimStart();
      if (this.valueOf(node.right) !== null) return this.before(node) + this.text(bare(node.left)).trimStart();
    }
    return null;
  }

  private branch(node: ts.IfStatement): string | null {
    const condition = this.valueOf(node.expression);
    if (condition === null) return null;
    const taken = condition ? node.thenStatement : node.elseStatement;
    if (taken === undefined) return "";
    if (!ts.isBlock(taken)) return this.before(node) + this.text(taken).trimStart();
    const inner = taken.statements.map((statement) => this.text(statement)).join("");
    const flat = inner.replace(/\n {2}/g, "\n");
    return ts.isIfStatement(node.parent) ? this.before(node) + flat.trimStart() : leading(this.before(node)) + flat;
  }

  /** True, false, or null where it depends on the run. */
  private valueOf(node: ts.Expression): boolean | null {
    if (ts.isParenthesizedExpression(node)) return this.valueOf(node.expression);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      const value = this.valueOf(node.operand);
      return value === null ? null : !value;
    }
    if (ts.isBinaryExpression(node) && isLogical(node)) {
      const decisive = node.operatorToken.kind === ts.SyntaxKind.BarBarToken;
      const [left, right] = [this.valueOf(node.left), this.valueOf(node.right)];
      if (left === decisive || right === decisive) return decisive;
      return left === null || right === null ? null : !decisive;
    }
    const { differences, without } = this.answers;
    const difference = asked(node, "k.differs");
    if (difference !== null) return differences.has(difference);
    const guard = asked(node, "k.guard");
    return guard === null || without === undefined ? null : !without.has(guard);
  }

  /** A check of what cannot be. */
  private isIdle(node: ts.Expression): boolean {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || !CHECKS.test(node.expression.text))
      return false;
    const condition = node.arguments.at(-2);
    return condition !== undefined && this.valueOf(condition) === false;
  }

  private before(node: ts.Node): string {
    return this.source.slice(node.getFullStart(), node.getStart());
  }
}

/** Of what stands before a statement that goes, the comments: its own indent comes with what takes its place. */
function leading(before: string): string {
  return before.replace(/\n *$/, "");
}

function bare(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? node.expression : node;
}

function isLogical({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

/** The "…" of `k.differs("…")`. */
function asked(node: ts.Node, question: string): string | null {
  if (!ts.isCallExpression(node) || node.expression.getText() !== question) return null;
  const [name] = node.arguments;
  return name && ts.isStringLiteral(name) ? name.text : null;
}
