/** Conditions as the kernel writes them: no comparison with NULL, and none of a pointer or of bits with 0. */
import ts from "typescript";
import type { Context } from "./context.ts";
import { expr, isSimple, paren, pointer } from "./expression.ts";
import { bare } from "./types.ts";

export function condition(cx: Context, given: ts.Expression): string {
  const node = bare(given);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return not(condition(cx, node.operand));
  }
  if (!ts.isBinaryExpression(node)) return expr(cx, node);
  const { left, right, operatorToken } = node;
  const { kind } = operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return `${side(cx, left, kind)} && ${side(cx, right, kind)}`;
  if (kind === ts.SyntaxKind.BarBarToken) return `${side(cx, left, kind)} || ${side(cx, right, kind)}`;
  const equal = kind === ts.SyntaxKind.EqualsEqualsEqualsToken;
  if (!equal && kind !== ts.SyntaxKind.ExclamationEqualsEqualsToken) return expr(cx, node);
  const answer = asAnswer(cx, left, right, equal);
  if (answer !== null) return answer;
  const pointers = isAddress(left) && isAddress(right);
  const [one, other] = pointers ? [pointer(cx, left), pointer(cx, right)] : [operand(cx, left), operand(cx, right)];
  return `${one} ${equal ? "==" : "!="} ${other}`;
}

function not(text: string): string {
  if (/^![^=]/.test(text) && isSimple(text.slice(1))) return text.slice(1);
  return isSimple(text) ? `!${text}` : `!(${text})`;
}

/** x === null, x === true, bits !== 0. */
function asAnswer(cx: Context, left: ts.Expression, right: ts.Expression, equal: boolean): string | null {
  const known = right.kind === ts.SyntaxKind.TrueKeyword || right.kind === ts.SyntaxKind.FalseKeyword;
  if (known) {
    const wanted = (right.kind === ts.SyntaxKind.TrueKeyword) === equal;
    return wanted ? condition(cx, left) : not(condition(cx, left));
  }
  if (!isNothing(cx, left, right)) return null;
  const text = pointer(cx, left);
  return equal ? not(text) : text;
}

function isNothing(cx: Context, left: ts.Expression, right: ts.Expression): boolean {
  if (right.kind === ts.SyntaxKind.NullKeyword) return true;
  if (right.getText() !== "0") return false;
  const node = bare(left);
  if (ts.isBinaryExpression(node)) return node.operatorToken.kind === ts.SyntaxKind.AmpersandToken;
  if (isAddress(node)) return true;
  if (!ts.isPropertyAccessExpression(node)) return false;
  const type = cx.types.field(node)?.type ?? "";
  return type.endsWith("*") || type === "unsigned long";
}

function isAddress(node: ts.Expression): boolean {
  const plain = bare(node);
  return ts.isPropertyAccessExpression(plain) && plain.name.text === "addr";
}

/** Bits are compared in parentheses. */
function operand(cx: Context, node: ts.Expression): string {
  const text = expr(cx, node);
  return / [&|] /.test(text) ? paren(text) : text;
}

/** `||` within `&&`, and bits, in parentheses. */
function side(cx: Context, node: ts.Expression, outer: ts.SyntaxKind): string {
  const inner = bare(node);
  const text = condition(cx, node);
  const { BarBarToken, AmpersandAmpersandToken } = ts.SyntaxKind;
  const operator = ts.isBinaryExpression(inner) ? inner.operatorToken.kind : undefined;
  const mixed = operator !== outer && (operator === BarBarToken || operator === AmpersandAmpersandToken);
  const isBits =
    operator !== undefined && operator !== BarBarToken && operator !== AmpersandAmpersandToken && / [&|] /.test(text);
  return mixed || (isBits && !/[=<>]/.test(text)) ? paren(text) : text;
}
