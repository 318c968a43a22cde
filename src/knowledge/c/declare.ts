/** Variables: declared at the top of their block, and set there if nothing stands before them. */
import ts from "typescript";
import { arrayVariable } from "./arrays.ts";
import type { Body } from "./body.ts";
import { condition } from "./condition.ts";
import { assigned, expr, value } from "./expression.ts";
import { indent, widthOf, wrap } from "./layout.ts";
import { type Printed, plainLine } from "./lines.ts";
import { outsOf, returnsNumber } from "./outs.ts";
import { table } from "./table.ts";
import { bare, declarator } from "./types.ts";
import { hasYield, isConstant } from "./uses.ts";

export function variables(body: Body, item: ts.VariableStatement, lines: Printed[], depth: number) {
  for (const each of item.declarationList.declarations) {
    if (ts.isObjectBindingPattern(each.name)) destructured(body, each, each.name, lines, depth);
    else if (ts.isIdentifier(each.name)) variable(body, each, each.name, lines, depth);
    else body.cx.note("destructuring", each);
  }
}

function variable(body: Body, node: ts.VariableDeclaration, id: ts.Identifier, lines: Printed[], depth: number) {
  const { cx } = body;
  const symbol = cx.symbol(id);
  const source = node.initializer && bare(node.initializer);
  if (symbol && (body.held.has(symbol) || isTwin(body, node, source))) return;
  const name = (symbol && cx.names.get(symbol)) ?? id.text;
  if (source && ts.isArrowFunction(source)) return body.tails.closure(id, source);
  if (source && symbol && ts.isCallExpression(source)) {
    if (onStack(body, source, symbol, name, depth)) return;
    if (source.expression.getText().endsWith("k.call")) {
      cx.pointers.set(symbol, source);
      return;
    }
    if (source.expression.getText().endsWith("k.rodata")) {
      body.scope.declarations.push(...table(cx, source).map((line) => ({ ...line, text: indent(depth) + line.text })));
      return;
    }
  }
  const isArray = cx.types.isArray(cx.program.type(node));
  if (isArray && arrayVariable(body, node, name, depth)) return;
  const type = cx.types.variable(node) ?? "int";
  if (cx.types.variable(node) === null && !isArray) cx.note("no type", node);
  if (source && ts.isObjectLiteralExpression(source)) return object(body, node, source, name, type, lines, depth);
  declare(body, { name, type, source: node.initializer, node }, lines, depth);
}

/** `const rc = moved`: `moved` is called rc from the start. */
function isTwin(body: Body, node: ts.VariableDeclaration, source: ts.Expression | undefined): boolean {
  if (!source || !ts.isIdentifier(source) || !isConstant(node)) return false;
  const from = body.cx.symbol(source);
  return from !== undefined && body.cx.names.get(from) === node.name.getText();
}

/** `stack.list("pages")`, `stack.alloc(Struct, "name")`. */
function onStack(body: Body, source: ts.CallExpression, symbol: ts.Symbol, name: string, depth: number): boolean {
  const { cx } = body;
  const callee = source.expression;
  if (!ts.isPropertyAccessExpression(callee)) return false;
  if (cx.program.type(callee.expression).symbol?.name !== "StackFrame") return false;
  cx.structs.add(symbol);
  const [type] = source.arguments;
  const text =
    callee.name.text === "list"
      ? `LIST_HEAD(${name});`
      : `${(type && cx.types.structNamed(type)?.type) ?? "void *"} ${name};`;
  body.scope.declarations.push(plainLine(indent(depth) + text, source));
  return true;
}

function object(
  body: Body,
  node: ts.VariableDeclaration,
  source: ts.ObjectLiteralExpression,
  name: string,
  type: string,
  lines: Printed[],
  depth: number,
) {
  const { cx } = body;
  const symbol = cx.symbol(node.name);
  if (symbol) cx.structs.add(symbol);
  const fields = source.properties.map((each) => {
    if (ts.isShorthandPropertyAssignment(each)) return `.${each.name.text} = ${expr(cx, each.name)}`;
    if (ts.isPropertyAssignment(each)) return `.${each.name.getText()} = ${expr(cx, each.initializer)}`;
    cx.note("closure", each);
    return "";
  });
  const text = `{ ${fields.join(", ")} }`;
  declare(body, { name, type: type.replace(/ \*$/, ""), text, node }, lines, depth);
}

interface Declared {
  name: string;
  type: string;
  source?: ts.Expression | undefined;
  text?: string;
  node: ts.Node;
}

function declare(body: Body, declared: Declared, lines: Printed[], depth: number) {
  const { name, type, source, node } = declared;
  const { cx } = body;
  // Labels lead to where others set it, too.
  const home = name === "rc" ? body.top : body.scope;
  const isKnown = home.names.has(name);
  home.names.add(name);
  const tabs = home === body.top ? 1 : depth;
  const text = declared.text ?? (source ? assigned(cx, type, source) : null);
  const above = () => {
    if (!isKnown) home.declarations.push(plainLine(`${indent(tabs)}${declarator(type, name)};`, node));
  };
  const choice = source && bare(source);
  if (choice && ts.isConditionalExpression(choice) && (hasYield(choice) || widthOf(text ?? "") > 60)) {
    above();
    return chosen(body, name, type, choice, lines, depth);
  }
  const isFirst = !isKnown && home === body.scope && !body.scope.started && !body.hasComments;
  if (isFirst && (text === null || declared.text !== undefined || (source && !hasYield(source)))) {
    body.forgetTrivia();
    const whole = text === null ? `${declarator(type, name)};` : `${declarator(type, name)} = ${text};`;
    for (const each of wrap(whole, depth)) home.declarations.push(body.line(each, node));
    cx.checks = [];
    return;
  }
  above();
  if (text !== null) body.put(lines, depth, `${name} = ${text};`, node);
}

/** `x = a ? f() : g()`, as the kernel would write it. */
function chosen(
  body: Body,
  name: string,
  type: string,
  source: ts.ConditionalExpression,
  lines: Printed[],
  depth: number,
) {
  const { cx } = body;
  body.put(lines, depth, `if (${condition(cx, source.condition)})`, source);
  body.put(lines, depth + 1, `${name} = ${assigned(cx, type, source.whenTrue)};`, source.whenTrue);
  body.put(lines, depth, "else", source);
  body.put(lines, depth + 1, `${name} = ${assigned(cx, type, source.whenFalse)};`, source.whenFalse);
}

/** `const { rc, dst } = f(src)`: rc = f(src, &dst). What nobody asks for is handed out, too. */
function handedOut(
  body: Body,
  source: ts.CallExpression,
  elements: readonly ts.BindingElement[],
  node: ts.Node,
  lines: Printed[],
  depth: number,
): boolean {
  const { cx } = body;
  const called = cx.functions.of(bare(source.expression));
  const outs = called && outsOf(cx.types, called.node);
  if (!outs) return false;
  const rc = returnsNumber(called.node) ? [{ name: "rc", type: "int" }] : [];
  const asked = new Set(elements.map(({ name }) => name.getText()));
  const isOne = outs.filter(({ name }) => !asked.has(name)).length === 1;
  const into = outs.map(({ name, type }) => ({ name: isOne && !asked.has(name) ? "dummy" : name, type }));
  for (const each of [...rc, ...into]) declare(body, { ...each, node }, lines, depth);
  const call = expr(cx, source).replace(/\)$/, "");
  const pointers = into.map(({ name }) => `&${name}`);
  body.put(
    lines,
    depth,
    `${rc.length > 0 ? "rc = " : ""}${call}${call.endsWith("(") ? "" : ", "}${pointers.join(", ")});`,
    node,
  );
  return true;
}

/** `const { mapping } = page`. */
function destructured(
  body: Body,
  node: ts.VariableDeclaration,
  pattern: ts.ObjectBindingPattern,
  lines: Printed[],
  depth: number,
) {
  const { cx } = body;
  const elements = pattern.elements.filter((each) => !cx.types.isGlobal(cx.program.type(each)));
  if (elements.length === 0) return;
  const source = node.initializer && bare(node.initializer);
  if (source && ts.isCallExpression(source) && handedOut(body, source, elements, node, lines, depth)) return;
  const struct = source && cx.types.structOf(cx.program.type(source));
  if (!source || (ts.isCallExpression(source) && (!struct || elements.length > 1)))
    return cx.note("destructuring", node);
  const base = value(cx, source);
  for (const each of elements) {
    const field = (each.propertyName ?? each.name).getText();
    const found = struct?.fields.find(({ name }) => name === field);
    if (struct && found === undefined) cx.note("no field", each);
    const text = `${base.kind === "struct" ? `${base.text}.` : `${base.text}->`}${field}`;
    const type = found?.embedded ? `${found.type} *` : (found?.type ?? cx.types.variable(each) ?? "int");
    declare(body, { name: each.name.getText(), type, text: found?.embedded ? `&${text}` : text, node }, lines, depth);
  }
}
