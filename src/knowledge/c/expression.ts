/** Expressions as C writes them. A view is a pointer; a struct within a struct gives its address. */
import ts from "typescript";
import { countIn } from "./arrays.ts";
import { call } from "./call.ts";
import { condition } from "./condition.ts";
import type { Context, Value } from "./context.ts";
import { property } from "./property.ts";
import { bare, type Struct, snake } from "./types.ts";

export function expr(cx: Context, node: ts.Expression): string {
  const { text, kind } = value(cx, node);
  return kind === "struct" ? `&${text}` : text;
}

export function number(text: string): Value {
  return { text, kind: "number" };
}

/** Needs no parentheses, whatever stands beside it. */
export function isSimple(text: string): boolean {
  return /^[&*!~-]?[\w.>[\]-]+$/.test(text) || isCall(text);
}
function isCall(text: string): boolean {
  const head = /^[\w.>-]+\(/.exec(text);
  if (!head) return false;
  let depth = 0;
  for (let at = head[0].length - 1; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return at === text.length - 1;
  }
  return false;
}
export function paren(text: string): string {
  return isSimple(text) ? text : `(${text})`;
}

export function value(cx: Context, given: ts.Expression): Value {
  const node = bare(given);
  if (ts.isParenthesizedExpression(given) && ts.isBinaryExpression(node)) return number(paren(binary(cx, node)));
  // An optional argument that is left out, in front of one that is not.
  if (ts.isIdentifier(node) && node.text === "undefined") return number("NULL");
  if (ts.isIdentifier(node)) return identifier(cx, node);
  if (ts.isPropertyAccessExpression(node)) return property(cx, node);
  if (ts.isCallExpression(node)) return call(cx, node);
  if (ts.isNewExpression(node)) return view(cx, node);
  if (ts.isConditionalExpression(node)) {
    const chosen = choice(cx, node);
    return ts.isParenthesizedExpression(given) ? { ...chosen, text: paren(chosen.text) } : chosen;
  }
  if (ts.isBinaryExpression(node)) return number(binary(cx, node));
  if (ts.isObjectLiteralExpression(node)) return number(filled(cx, node));
  return number(literal(cx, node) ?? unary(cx, node));
}

function literal(cx: Context, node: ts.Expression): string | null {
  if (ts.isNumericLiteral(node)) return node.getText().replaceAll("_", "");
  if (ts.isStringLiteral(node)) return string(cx, node);
  if (ts.isNoSubstitutionTemplateLiteral(node)) return JSON.stringify(node.text);
  if (ts.isTemplateExpression(node))
    return JSON.stringify(node.head.text + node.templateSpans.map(({ literal }) => `%s${literal.text}`).join(""));
  if (node.kind === ts.SyntaxKind.NullKeyword) return "NULL";
  if (node.kind === ts.SyntaxKind.TrueKeyword) return "true";
  if (node.kind === ts.SyntaxKind.FalseKeyword) return "false";
  return null;
}

function unary(cx: Context, node: ts.Expression): string {
  if (ts.isPrefixUnaryExpression(node)) {
    if (node.operator === ts.SyntaxKind.ExclamationToken) return condition(cx, node);
    return `${ts.tokenToString(node.operator)}${paren(expr(cx, node.operand))}`;
  }
  if (ts.isPostfixUnaryExpression(node)) return `${expr(cx, node.operand)}${ts.tokenToString(node.operator)}`;
  if (ts.isArrayLiteralExpression(node) && node.elements.length === 0) return "0";
  if (ts.isElementAccessExpression(node) && isOfArray(cx, node))
    return `${expr(cx, node.expression)}[${expr(cx, node.argumentExpression)}]`;
  cx.note(odd(node), node);
  return "0";
}

/** A struct that is filled in where it is handed over. */
function filled(cx: Context, node: ts.ObjectLiteralExpression): string {
  const type = cx.program.checker.getContextualType(node);
  const of = type && cx.types.of(type);
  const fields = node.properties.map((each) => {
    if (ts.isShorthandPropertyAssignment(each)) return `.${each.name.text} = ${expr(cx, each.name)}`;
    return ts.isPropertyAssignment(each) ? `.${each.name.getText()} = ${expr(cx, each.initializer)}` : null;
  });
  if (!of?.startsWith("struct ") || fields.length === 0 || fields.includes(null)) cx.note("object", node);
  return `&(${of?.replace(/ \*$/, "")}){ ${fields.join(", ")} }`;
}

/** What C has as an array: a variable of its own that says how many there are. */
function isOfArray(cx: Context, { expression }: ts.ElementAccessExpression): boolean {
  return !cx.types.isArray(cx.program.type(expression)) || countIn(cx, expression) !== undefined;
}

function odd(node: ts.Expression) {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return "closure";
  if (ts.isArrayLiteralExpression(node) || ts.isSpreadElement(node) || ts.isElementAccessExpression(node))
    return "array";
  return ts.isObjectLiteralExpression(node) ? "object" : "expression";
}

/** A name of the models' own, where it stands for a constant of the kernel; words for people otherwise. */
function string(cx: Context, node: ts.StringLiteral): string {
  const compared = ts.isBinaryExpression(node.parent) ? node.parent.left : null;
  const type = compared ? cx.program.type(compared) : cx.program.checker.getContextualType(node);
  const whole = type && cx.program.checker.getNonNullableType(type);
  const isConstant =
    whole?.isStringLiteral() || (whole?.isUnion() && whole.types.some((each) => each.isStringLiteral()));
  return isConstant ? node.text.toUpperCase().replace(/\W+/g, "_") : JSON.stringify(node.text);
}

function identifier(cx: Context, node: ts.Identifier): Value {
  const bound = cx.boundTo(node);
  if (bound) return bound;
  const symbol = cx.symbol(node);
  const text = (symbol && cx.names.get(symbol)) ?? cx.functions.of(node)?.name ?? node.text;
  if (symbol && cx.structs.has(symbol)) return { text, kind: "struct" };
  return { text, kind: cx.types.isPointer(node) ? "pointer" : "number" };
}

function choice(cx: Context, node: ts.ConditionalExpression): Value {
  const known = cx.boundTo(bare(node.condition))?.known;
  if (known !== undefined) return value(cx, known ? node.whenTrue : node.whenFalse);
  const kind = cx.types.isPointer(node) ? "pointer" : "number";
  const asked = condition(cx, node.condition);
  const [yes, no] = [expr(cx, node.whenTrue), expr(cx, node.whenFalse)];
  if (/^!\w+$/.test(asked)) return { text: `${asked.slice(1)} ? ${no} : ${yes}`, kind };
  return { text: `${/ /.test(asked) && !isSimple(asked) ? `(${asked})` : asked} ? ${yes} : ${no}`, kind };
}

const OPERATORS: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: "==",
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: "!=",
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken]: ">>",
};

function binary(cx: Context, node: ts.BinaryExpression): string {
  const { left, right, operatorToken } = node;
  const { kind } = operatorToken;
  if (kind === ts.SyntaxKind.EqualsToken) return assignment(cx, left, right);
  const operator = OPERATORS[kind] ?? operatorToken.getText();
  if (operator === "??") {
    if (!cx.types.isPointer(left)) cx.note("expression", node);
    return `${expr(cx, left)} ?: ${expr(cx, right)}`;
  }
  if (operator === "==" || operator === "!=" || operator === "&&" || operator === "||") return condition(cx, node);
  const text = expr(cx, left);
  if (/^[+-]=$/.test(operator) && right.getText() === "1") return `${text}${operator[0]}${operator[0]}`;
  if (operator.endsWith("=") && operator.length > 1 && !/^[<>]=$/.test(operator))
    return `${text} ${operator} ${expr(cx, right)}`;
  return `${text} ${operator} ${expr(cx, right)}`;
}

function assignment(cx: Context, left: ts.Expression, right: ts.Expression): string {
  const target = value(cx, left);
  const plain = bare(left);
  const field = ts.isPropertyAccessExpression(plain) ? cx.types.field(plain)?.type : undefined;
  const type = field ?? (cx.types.isPointer(left) ? "*" : "");
  return `${target.text} = ${assigned(cx, type, right)}`;
}

/** As the value of something of this type: 0 is NULL for a pointer, and the address of a view is the view. */
export function assigned(cx: Context, type: string, node: ts.Expression): string {
  if (type === "bool") return condition(cx, node);
  if (!type.endsWith("*")) return expr(cx, node);
  const text = pointer(cx, node);
  return text === "0" ? "NULL" : text;
}

/** `x.addr`, where a pointer is wanted. */
export function pointer(cx: Context, given: ts.Expression): string {
  const node = bare(given);
  const isAddress = ts.isPropertyAccessExpression(node) && node.name.text === "addr";
  return expr(cx, isAddress ? node.expression : node);
}

/** `new Struct(memory, address)`: the address as a pointer to the struct. */
function view(cx: Context, node: ts.NewExpression): Value {
  const of = cx.types.structNamed(node.expression);
  const [, address] = node.arguments ?? [];
  if (of && address) return pointerTo(cx, of, address);
  cx.note("expression", node);
  return number("NULL");
}

export function pointerTo(cx: Context, of: Struct, address: ts.Expression): Value {
  const node = bare(address);
  const element = arrayElement(cx, of, node) ?? container(cx, of, node);
  if (element) return element;
  if (ts.isCallExpression(node) && node.expression.getText().endsWith("k.symbol")) {
    const [symbol] = node.arguments;
    return {
      text: symbol && ts.isStringLiteral(symbol) ? symbol.text : snake(symbol?.getText() ?? ""),
      kind: "struct",
    };
  }
  const declaration = ts.isIdentifier(node) ? cx.symbol(node)?.valueDeclaration : undefined;
  const type = ts.isPropertyAccessExpression(node)
    ? cx.types.field(node)?.type
    : declaration && (ts.isVariableDeclaration(declaration) || ts.isParameter(declaration))
      ? cx.types.variable(declaration)
      : null;
  if (type?.replace("const ", "") === `${of.type} *` || type === "void *")
    return { text: expr(cx, node), kind: "pointer" };
  return { text: `(${of.type} *)${paren(pointer(cx, node))}`, kind: "pointer" };
}

/** base + index * Struct.layout.size */
function arrayElement(cx: Context, of: Struct, node: ts.Expression): Value | null {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return null;
  const offset = bare(node.right);
  if (!ts.isBinaryExpression(offset) || !offset.right.getText().endsWith(".layout.size")) return null;
  const base = pointer(cx, node.left);
  const typed = base.includes("->") || cx.types.isPointer(bare(node.left)) ? base : `((${of.type} *)${base})`;
  return { text: `${typed}[${expr(cx, offset.left)}]`, kind: "struct" };
}

/** x.addr, or `entry - offsetOf(Struct, "field")`: of a struct that holds x. */
function container(cx: Context, of: Struct, node: ts.Expression): Value | null {
  const made = (text: string, field: string): Value => ({
    text: `container_of(${text}, ${of.type}, ${field})`,
    kind: "pointer",
  });
  if (ts.isPropertyAccessExpression(node) && node.name.text === "addr") {
    const from = cx.types.structOf(cx.program.type(node.expression));
    const holder = of.fields.find(({ embedded, type }) => embedded && type === from?.type);
    return holder && from?.type !== of.type ? made(expr(cx, node.expression), holder.name) : null;
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.MinusToken) return null;
  const offset = bare(node.right);
  const [, field] = ts.isCallExpression(offset) ? offset.arguments : [];
  return field && ts.isStringLiteral(field) ? made(pointer(cx, node.left), field.text) : null;
}
