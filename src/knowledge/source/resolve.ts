/**
 * A model as one kernel has it: every `k.differs("…")` is answered, every `k.guard("…")` where it is said which guards are out, and what is
 * never reached is gone. What comes out is TypeScript that runs (a test runs it), so kernels of an era, or one with a guard and
 * without it, can be compared line by line, printed and read, though they are one text.
 */
import ts from "typescript";
import { type Answers, isLogical, Known } from "./known.ts";
import { outdented, type Piece, textOf, withoutIndent, written } from "./pieces.ts";

export type { Answers } from "./known.ts";

/** Checks that stop the machine if what they are given is true. */
const CHECKS = /^(?:VM_)?BUG_ON$/;

export function resolve(source: string, answers: Answers): string {
  const file = treeOf(source);
  return textOf(new Resolver(file, answers).pieces(file));
}

const trees = new Map<string, ts.SourceFile>();

/** Of a file of the models, which is asked for again for each kernel and each guard. */
export function treeOf(text: string): ts.SourceFile {
  const tree = trees.get(text) ?? parse(text);
  trees.set(text, tree);
  return tree;
}

export function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("model.ts", text, ts.ScriptTarget.Latest, true);
}

export function nameOf(statement: ts.Node): string | undefined {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]?.name.getText();
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return statement.name?.text;
  return undefined;
}

export class Resolver {
  readonly known: Known;
  private readonly source: string;

  constructor(file: ts.SourceFile, answers: Answers) {
    this.source = file.text;
    this.known = new Known(file, answers);
  }

  /** With the comments and the white space before it. */
  pieces(node: ts.Node): Piece[] {
    return this.instead(node) ?? this.known.within(node, () => this.parts(node));
  }

  private parts(node: ts.Node): Piece[] {
    const pieces: Piece[] = [];
    let at = node.getFullStart();
    let isReached = true;
    ts.forEachChild(node, (child) => {
      const part = isReached ? this.child(node, child) : null;
      if (part !== null) pieces.push(...this.slice(at, child.getFullStart()), ...part);
      if (ts.isBlock(node) && this.returns(child)) isReached = false;
      at = child.end;
    });
    return [...pieces, ...this.slice(at, node.end)];
  }

  /** Null: the part goes, with the word that leads to it. */
  private child(node: ts.Node, child: ts.Node): Piece[] | null {
    const pieces = this.pieces(child);
    if (pieces.length > 0 || !ts.isStatement(child) || ts.isBlock(node) || ts.isSourceFile(node)) return pieces;
    return ts.isIfStatement(node) && child === node.elseStatement ? null : written(" {}");
  }

  /** Whatever the run, what follows is not reached. */
  private returns(node: ts.Node): boolean {
    if (ts.isReturnStatement(node)) return true;
    if (ts.isBlock(node)) return node.statements.some((each) => this.returns(each));
    if (!ts.isIfStatement(node)) return false;
    const value = this.known.value(node.expression);
    const taken = value === false ? node.elseStatement : node.thenStatement;
    return value !== null && taken !== undefined && this.returns(taken);
  }

  private instead(node: ts.Node): Piece[] | null {
    if (ts.isIfStatement(node)) return this.branch(node);
    if (ts.isStatement(node) && this.known.isAnswer(node)) return [];
    if (ts.isExpressionStatement(node) && this.isIdle(node.expression)) return [];
    if (ts.isShorthandPropertyAssignment(node)) {
      const value = this.known.value(node.name);
      return value === null ? null : [...this.before(node), ...written(`${node.name.text}: ${value}`)];
    }
    return isValue(node) ? this.expression(node) : null;
  }

  private expression(node: ts.Expression): Piece[] | null {
    const value = this.known.value(node);
    if (value !== null) return [...this.before(node), ...written(String(value))];
    const only = this.onlySide(node);
    return only === null ? null : [...this.before(node), ...withoutIndent(this.pieces(bare(only)))];
  }

  /** The side of a condition that decides. */
  private onlySide(node: ts.Expression): ts.Expression | null {
    if (ts.isConditionalExpression(node)) {
      const condition = this.known.value(node.condition);
      return condition === null ? null : condition ? node.whenTrue : node.whenFalse;
    }
    if (!isLogical(node)) return null;
    if (this.known.value(node.left) !== null) return node.right;
    const isOr = node.operatorToken.kind === ts.SyntaxKind.BarBarToken;
    // What is asked first is asked in any case, but the answer is known where the other side decides.
    return this.known.value(node.right) === !isOr ? node.left : null;
  }

  private branch(node: ts.IfStatement): Piece[] | null {
    const condition = this.known.value(node.expression);
    if (condition === null) return null;
    const taken = condition ? node.thenStatement : node.elseStatement;
    if (taken === undefined) return [];
    if (!ts.isBlock(taken)) return [...this.before(node), ...withoutIndent(this.pieces(taken))];
    if (declares(taken)) return [...this.before(node), ...withoutIndent(this.pieces(taken))];
    const inner = this.known.within(taken, () => this.parts(taken));
    const flat = outdented(unbraced(inner));
    if (flat.length === 0) return [];
    return ts.isIfStatement(node.parent)
      ? [...this.before(node), ...withoutIndent(this.pieces(taken))]
      : [...leading(this.before(node)), ...flat];
  }

  /** A check of what cannot be. */
  private isIdle(node: ts.Expression): boolean {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || !CHECKS.test(node.expression.text))
      return false;
    return node.arguments.some((each) => this.known.value(each) === false);
  }

  private before(node: ts.Node): Piece[] {
    return this.slice(node.getFullStart(), node.getStart());
  }
  private slice(from: number, to: number): Piece[] {
    return from < to ? [{ text: this.source.slice(from, to), at: from }] : [];
  }
}

/** Whether the node is read, and not the name of something. */
function isValue(node: ts.Node): node is ts.Expression {
  if (!ts.isExpression(node)) return false;
  if (!ts.isIdentifier(node))
    return node.kind !== ts.SyntaxKind.TrueKeyword && node.kind !== ts.SyntaxKind.FalseKeyword;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return !ts.isParameter(parent) && !ts.isBindingElement(parent) && !ts.isTypeNode(parent);
}

/** Its block keeps its braces: names of two branches could be the same. */
function declares(block: ts.Block): boolean {
  const outer = ts.isBlock(block.parent.parent) ? block.parent.parent.statements : [];
  const names = (statements: readonly ts.Statement[]) =>
    statements
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => declarationList.declarations.map(({ name }) => name.getText()));
  const taken = names(outer);
  return names(block.statements).some((name) => taken.includes(name));
}

function unbraced(pieces: readonly Piece[]): Piece[] {
  const first = pieces.findIndex(({ text }) => text.includes("{"));
  return pieces.flatMap(({ text, at }, index) => {
    let [from, to] = [0, text.length];
    if (index <= first) from = index < first ? text.length : text.indexOf("{") + 1;
    if (index === pieces.length - 1) to = text.slice(0, text.lastIndexOf("}")).trimEnd().length;
    return from < to ? [{ text: text.slice(from, to), at: at === null ? null : at + from }] : [];
  });
}

/** Of what stands before a statement that goes, the comments: its own indent comes with what takes its place. */
function leading(pieces: readonly Piece[]): Piece[] {
  return pieces.map(({ text, at }) => ({ text: text.replace(/\n *$/, ""), at }));
}

function bare(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? node.expression : node;
}
