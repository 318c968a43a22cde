/** What is known before a run: answers about guards and differences, and constants that hold nothing else. */
import ts from "typescript";
import { type About, allAsked, asked, type Lists, listsIn } from "./asked.ts";

export interface Answers {
  /** Of the kernel. Undefined: the questions about differences stay in the text, as in files of no era. */
  differences?: ReadonlySet<string>;
  /** Guards left out. Undefined: those about guards stay. */
  without?: ReadonlySet<string>;
}

export class Known {
  /** What was asked so far: as long as the answers are these, nothing else comes out. */
  readonly asked = new Map<string, boolean | null>();
  private readonly answers: Answers;
  private readonly lists: Lists;
  /** By block, innermost last. Null: a variable that hides a constant of its name. */
  private readonly scopes: Map<string, boolean | null>[] = [];

  constructor(file: ts.SourceFile, answers: Answers) {
    this.answers = answers;
    this.lists = listsIn(file);
  }

  /** True, false, or null where it depends on the run. */
  value(node: ts.Expression): boolean | null {
    if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
    if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
    if (ts.isParenthesizedExpression(node)) return this.value(node.expression);
    if (ts.isIdentifier(node)) return this.constant(node.text);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      const value = this.value(node.operand);
      return value === null ? null : !value;
    }
    if (isLogical(node)) {
      const decisive = node.operatorToken.kind === ts.SyntaxKind.BarBarToken;
      const [left, right] = [this.value(node.left), this.value(node.right)];
      if (left === decisive) return decisive;
      if (left === null) return null;
      return right;
    }
    if (ts.isConditionalExpression(node)) {
      const condition = this.value(node.condition);
      return condition === null ? null : this.value(condition ? node.whenTrue : node.whenFalse);
    }
    return ts.isCallExpression(node) ? this.answer(node) : null;
  }

  /** Constants of the statements are known inside of them. */
  within<T>(node: ts.Node, inside: () => T): T {
    const scope = new Map<string, boolean | null>();
    this.scopes.push(scope);
    if (ts.isFunctionLike(node)) for (const { name } of node.parameters) hide(scope, name);
    for (const statement of statementsOf(node)) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const declaration of statement.declarationList.declarations) {
        const { name, initializer } = declaration;
        if (ts.isIdentifier(name) && initializer && isConst(declaration)) scope.set(name.text, this.value(initializer));
        else hide(scope, name);
      }
    }
    const result = inside();
    this.scopes.pop();
    return result;
  }

  /** A constant inside of a function that holds nothing but an answer: nobody needs it any more. */
  isAnswer(statement: ts.Statement): boolean {
    if (this.scopes.length === 0 || !ts.isVariableStatement(statement)) return false;
    return statement.declarationList.declarations.every(
      ({ name }) => ts.isIdentifier(name) && this.scopes.at(-1)?.get(name.text) != null,
    );
  }

  private constant(name: string): boolean | null {
    return this.scopes.findLast((scope) => scope.has(name))?.get(name) ?? null;
  }

  private answer(node: ts.CallExpression): boolean | null {
    const difference = asked(node, "differs");
    if (difference !== null) return this.ask("differs", difference);
    const guard = asked(node, "guard");
    if (guard !== null) return this.ask("guard", guard);
    const list = allAsked(node, this.lists);
    if (list === null) return null;
    const answers = list.map((each) => this.ask("guard", each));
    return answers.includes(null) ? null : answers.every(Boolean);
  }

  private ask(about: About, name: string): boolean | null {
    const question = `${about} ${name}`;
    const answer = answerTo(question, this.answers);
    this.asked.set(question, answer);
    return answer;
  }
}

export function isLogical(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

/** `question`: "guard isolate:recheck". */
export function answerTo(question: string, { differences, without }: Answers): boolean | null {
  const [about, name = ""] = question.split(" ");
  if (about === "differs") return differences?.has(name) ?? null;
  return without === undefined ? null : !without.has(name);
}

function statementsOf(node: ts.Node): readonly ts.Statement[] {
  return ts.isBlock(node) ? node.statements : [];
}

function isConst(declaration: ts.VariableDeclaration): boolean {
  return ts.isVariableDeclarationList(declaration.parent) && (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
}

function hide(scope: Map<string, boolean | null>, name: ts.BindingName) {
  if (ts.isIdentifier(name)) scope.set(name.text, null);
  else for (const each of name.elements) if (ts.isBindingElement(each)) hide(scope, each.name);
}
