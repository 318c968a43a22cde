/** Branches and loops, with braces where the kernel has them. */
import ts from "typescript";
import { countIn } from "./arrays.ts";
import type { Body } from "./body.ts";
import { condition } from "./condition.ts";
import { expr, value } from "./expression.ts";
import { indent, wrap } from "./layout.ts";
import { isAlone, newScope, type Printed, plainLine, withDeclarations } from "./lines.ts";
import { isOnlyStep } from "./only_step.ts";
import { bare, declarator } from "./types.ts";

interface Nested {
  lines: Printed[];
  alone: boolean;
  /** In which steps it is left; null: it is left by no way that leads on. */
  steps: readonly string[] | null;
}

function nested(body: Body, item: ts.Statement, depth: number): Nested {
  const scope = newScope();
  const statements = ts.isBlock(item) ? item.statements : [item];
  const inner = withDeclarations(scope, body.block(statements, depth + 1, scope));
  const last = statements.at(-1);
  const leaves =
    last &&
    (ts.isReturnStatement(last) ||
      ts.isBreakStatement(last) ||
      ts.isContinueStatement(last) ||
      ts.isThrowStatement(last));
  return { lines: inner, alone: isAlone(inner, scope, depth + 1), steps: leaves ? null : body.steps };
}

export function branch(body: Body, item: ts.IfStatement, lines: Printed[], depth: number, prefix = "") {
  const { cx } = body;
  body.flush(lines, depth, item);
  if (isOnlyStep(item)) {
    const before = body.steps;
    body.steps = union(before, nested(body, item.thenStatement, depth).steps ?? []);
    return;
  }
  const text = condition(cx, item.expression);
  const head = wrap(`${prefix}if (${text})`, depth).map((each) => body.line(each, item));
  cx.checks = [];
  body.scope.started = true;
  const before = body.steps;
  const then = nested(body, item.thenStatement, depth);
  body.steps = before;
  const { elseStatement } = item;
  const chain = elseStatement && ts.isIfStatement(elseStatement) ? elseStatement : undefined;
  const other = elseStatement && !chain ? nested(body, elseStatement, depth) : null;
  const rest: Printed[] = [];
  if (chain) branch(body, chain, rest, depth, "else ");
  const after = chain ? body.steps : other ? other.steps : before;
  body.steps = union(then.steps ?? [], after ?? []);
  const braces =
    !then.alone ||
    (other !== null && !other.alone) ||
    rest.some(({ text }) => text.startsWith(`${indent(depth)}else`) && text.endsWith("{"));
  close(head, braces);
  lines.push(...head, ...then.lines);
  const start = braces ? `${indent(depth)}} ` : indent(depth);
  const [first] = rest;
  if (chain && first) {
    if (braces) first.text = first.text.replace(/^(\t*)else/, "$1} else");
    lines.push(...rest);
    if (braces && !(rest.at(-1)?.text === `${indent(depth)}}`)) reopen(rest, lines, depth);
  } else if (other) {
    lines.push(
      { ...plainLine(`${start}else${braces ? " {" : ""}`, elseStatement ?? null), steps: before },
      ...other.lines,
    );
    if (braces) lines.push(plainLine(`${indent(depth)}}`, item));
  } else if (braces) lines.push(plainLine(`${indent(depth)}}`, item));
}

/** The last part of a chain has no braces of its own, and the first one has: it gets them, too. */
function reopen(rest: readonly Printed[], lines: Printed[], depth: number) {
  const heads = rest.filter(
    ({ text }) =>
      /^\t*(?:\} )?else/.test(text) && text.startsWith(indent(depth)) && !text.startsWith(indent(depth + 1)),
  );
  for (const [at, head] of heads.entries()) {
    if (!head.text.endsWith("{")) head.text += " {";
    if (at > 0 && !head.text.trimStart().startsWith("}")) head.text = head.text.replace(/^(\t*)else/, "$1} else");
  }
  lines.push(plainLine(`${indent(depth)}}`));
}

export function loop(body: Body, item: ts.ForStatement | ts.WhileStatement, lines: Printed[], depth: number) {
  const { cx } = body;
  if (ts.isWhileStatement(item)) return round(body, `while (${condition(cx, item.expression)})`, item, lines, depth);
  const { initializer, condition: test, incrementor } = item;
  const start =
    initializer && ts.isVariableDeclarationList(initializer)
      ? first(body, initializer, depth)
      : initializer
        ? expr(cx, initializer)
        : "";
  const parts = [start, test ? condition(cx, test) : "", incrementor ? expr(cx, incrementor) : ""];
  round(body, `for (${parts.join("; ").replace(/^; ; $/, ";;")})`, item, lines, depth);
}

function first(body: Body, list: ts.VariableDeclarationList, depth: number): string {
  const texts = list.declarations.map((each) => {
    above(body, each.name.getText(), body.cx.types.variable(each) ?? "int", each, depth);
    return each.initializer ? `${each.name.getText()} = ${expr(body.cx, each.initializer)}` : "";
  });
  return texts.join(", ");
}

function above(body: Body, name: string, type: string, node: ts.Node, depth: number) {
  if (body.scope.names.has(name)) return;
  body.scope.names.add(name);
  body.scope.declarations.push(plainLine(`${indent(depth)}${declarator(type, name)};`, node));
}

function round(body: Body, head: string, item: ts.IterationStatement, lines: Printed[], depth: number) {
  body.flush(lines, depth, item);
  const before = body.steps;
  const start = wrap(head, depth).map((text) => body.line(text, item));
  body.scope.started = true;
  const inner = nested(body, item.statement, depth);
  // What comes before the first step of a round also runs in the last step of the one before.
  const again = union(before, body.steps);
  for (const line of [...start, ...inner.lines]) if (line.steps === before) line.steps = again;
  body.steps = again;
  close(start, !inner.alone);
  lines.push(...start, ...inner.lines);
  if (!inner.alone) lines.push({ ...plainLine(`${indent(depth)}}`, item) });
}

/** The kernel's lists, and its loops by name: `for (const page of for_each_page(…))`. */
export function loopOver(body: Body, item: ts.ForOfStatement, lines: Printed[], depth: number) {
  const { cx } = body;
  const source = bare(item.expression);
  const [declaration] = ts.isVariableDeclarationList(item.initializer) ? item.initializer.declarations : [];
  const name = declaration?.name;
  const count = countIn(cx, source);
  if (declaration && count !== undefined) return overArray(body, item, declaration, count, lines, depth);
  if (!declaration || !name || !ts.isIdentifier(name) || !ts.isCallExpression(source)) return cx.note("iterator", item);
  if (source.expression.getText() === "entries_safe") return overEntries(body, item, name, source, lines, depth);
  if (!/^(?:list_)?for_each/.test(source.expression.getText()))
    cx.note(cx.types.isArray(cx.program.type(source)) ? "array" : "iterator", item);
  const type = cx.types.of(cx.program.type(name)) ?? "int";
  above(body, name.text, type, declaration, depth);
  const call = value(cx, source).text;
  round(body, call.replace(/\((?=.)/, call.endsWith("()") ? `(${name.text}` : `(${name.text}, `), item, lines, depth);
}

/** Whoever reads an element reads it where it stands. */
function overArray(
  body: Body,
  item: ts.ForOfStatement,
  { name }: ts.VariableDeclaration,
  count: string,
  lines: Printed[],
  depth: number,
) {
  const { cx } = body;
  const symbol = cx.symbol(name);
  above(body, "i", "int", item, depth);
  if (symbol) cx.bound.set(symbol, { text: `${expr(cx, item.expression)}[i]`, kind: "pointer" });
  round(body, `for (i = 0; i < ${count}; i++)`, item, lines, depth);
}

function overEntries(
  body: Body,
  item: ts.ForOfStatement,
  entry: ts.Identifier,
  source: ts.CallExpression,
  lines: Printed[],
  depth: number,
) {
  const { cx } = body;
  const [head] = source.arguments;
  const list = head ? expr(cx, head) : "";
  const holder = holderOf(body, item.statement, cx.symbol(entry)) ?? {
    name: "page",
    type: "struct page",
    field: "lru",
  };
  const symbol = cx.symbol(entry);
  if (symbol) cx.bound.set(symbol, { text: holder.name, kind: "pointer" });
  if (!body.scope.names.has(holder.name)) {
    body.scope.names.add(holder.name);
    body.scope.declarations.push(
      plainLine(`${indent(depth)}${holder.type} *${holder.name}, *next_${holder.name};`, item),
    );
  }
  round(
    body,
    `list_for_each_entry_safe(${holder.name}, next_${holder.name}, ${list}, ${holder.field})`,
    item,
    lines,
    depth,
  );
}

/** The variable that the loop has for what holds the entry: it is the variable of the loop. */
function holderOf(body: Body, statement: ts.Statement, entry: ts.Symbol | undefined) {
  const { cx } = body;
  let found: { name: string; type: string; field: string } | null = null;
  const visit = (node: ts.Node): void => {
    const source = ts.isVariableDeclaration(node) && node.initializer ? bare(node.initializer) : undefined;
    if (ts.isVariableDeclaration(node) && source && mentions(body, source, entry)) {
      const struct = cx.types.structOf(cx.program.type(source));
      const field = /offsetOf\(\w+, "(\w+)"\)/.exec(source.getText())?.[1] ?? "lru";
      const symbol = cx.symbol(node.name);
      if (struct && symbol && found === null) {
        found = { name: node.name.getText(), type: struct.type, field };
        cx.names.set(symbol, found.name);
        body.held.add(symbol);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return found;
}

function mentions(body: Body, source: ts.Expression, entry: ts.Symbol | undefined): boolean {
  const isView =
    ts.isNewExpression(source) ||
    (ts.isCallExpression(source) && /^(?:lru_to_|list_entry)/.test(source.expression.getText()));
  return (
    isView &&
    (source.arguments ?? []).some((each) => {
      const plain = bare(each);
      const id = ts.isBinaryExpression(plain) ? bare(plain.left) : plain;
      return ts.isIdentifier(id) && body.cx.symbol(id) === entry;
    })
  );
}

function union(one: readonly string[], other: readonly string[]): readonly string[] {
  return other.every((each) => one.includes(each)) ? one : [...new Set([...one, ...other])];
}

function close(head: readonly Printed[], braces: boolean) {
  const last = head.at(-1);
  if (last && braces) last.text += " {";
}
