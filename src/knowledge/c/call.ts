/** Calls: what the models ask of their machine is a macro of the kernel's, a helper of the models' own stands for what it does. */

import ts from "typescript";
import { must } from "../../engine/must.ts";
import { CHECK } from "../source/checks.ts";
import { arrayArgument, countIn } from "./arrays.ts";
import { added, loaded, printed, stored, word } from "./asked.ts";
import { condition } from "./condition.ts";
import type { Context, Value } from "./context.ts";
import { expr, number, pointerTo, value } from "./expression.ts";
import type { ModelFunction } from "./functions.ts";
import { INLINED } from "./tables.ts";
import { bare } from "./types.ts";

const PAGE_TYPE = /^PGTY_(\w+)$/;
const TYPE_MACROS = { test: "Page", set: "__SetPage", clear: "__ClearPage" } as const;

type Macro = (cx: Context, given: readonly ts.Expression[], node: ts.CallExpression) => Value | null;

const plain =
  (print: (...given: string[]) => string): Macro =>
  (cx, given) =>
    number(print(...given.map((each) => expr(cx, each))));

const pageType =
  (action: keyof typeof TYPE_MACROS): Macro =>
  (cx, [page, type]) => {
    if (!page || !type) return null;
    const own = PAGE_TYPE.exec(type.getText())?.[1];
    const name = own ? `${own[0]?.toUpperCase()}${own.slice(1)}` : "Type";
    return number(`${TYPE_MACROS[action]}${name}(${expr(cx, page)})`);
  };

const bit =
  (name: string): Macro =>
  (cx, [page, which]) =>
    page && which ? number(`${name}(${expr(cx, which)}, &${expr(cx, page)}->flags)`) : null;

/** In the eras that kernels had, by `lru`. */
const linked =
  (add: string): Macro =>
  (cx, [page, list]) =>
    page && list ? number(`${add}(&${expr(cx, page)}->lru, ${expr(cx, list)})`) : null;

/** By the end of what is called, as the models write it. */
const MACROS: Readonly<Record<string, Macro>> = {
  "types.test": pageType("test"),
  "types.set": pageType("set"),
  "types.clear": pageType("clear"),
  "types.has_type": plain((page) => `page_has_type(${page})`),
  "k.zone": (cx, [page]) => (page ? { text: `page_zone(${expr(cx, page)})`, kind: "pointer" } : null),
  "k.symbol": (_, [name]) => number(`(unsigned long)&${name && ts.isStringLiteral(name) ? name.text : "table"}`),
  "k.textAddress": plain((fn) => `${fn}`),
  "heap.alloc": (cx, [type]) => ({
    text: `kzalloc(sizeof(${(type && cx.types.structNamed(type)?.type) ?? "void *"}), GFP_KERNEL)`,
    kind: "pointer",
  }),
  "heap.free": plain((object) => `kfree(${object})`),
  "Math.min": plain((one, other) => `min(${one}, ${other})`),
  "Math.max": plain((one, other) => `max(${one}, ${other})`),
  "Math.floor": plain((each) => `${each}`),
  "k.printk": printed,
  "memory.load": loaded,
  "memory.store": stored,
  READ_ONCE: (cx, [view, field]) => word(cx, view, field, (text) => `READ_ONCE(${text})`),
  WRITE_ONCE: (cx, [view, field, to]) =>
    to ? word(cx, view, field, (text) => `WRITE_ONCE(${text}, ${expr(cx, to)})`) : null,
  atomic_add: added,
  count: added,
  set_bit: bit("set_bit"),
  clear_bit: bit("clear_bit"),
  test_bit: bit("test_bit"),
  count_vm_events: (cx, given) =>
    given.length === 2 && given[1] ? number(`count_vm_event(${expr(cx, given[1])})`) : null,
  pageAt: (cx, [, address], node) => {
    const of = cx.types.structOf(cx.program.type(node));
    return of && address ? pointerTo(cx, of, address) : null;
  },
  // `flags` asks its era, for plans that are built on it isolate in their own way.
  "era.isolate": plain((page, mode) => `isolate_movable_ops_page(${page}, ${mode})`),
  "links.add": linked("list_add"),
  "links.add_tail": linked("list_add_tail"),
  lru_to_page: (cx, given) => (given.at(-1) ? entry(cx, must(given.at(-1), "last argument"), "page") : null),
};

export function call(cx: Context, node: ts.CallExpression): Value {
  const callee = bare(node.expression);
  const name = callee.getText();
  const kind = cx.types.isPointer(node) ? ("pointer" as const) : ("number" as const);
  if (CHECK.test(name)) return check(cx, name, node);
  const macro = MACROS[name] ?? MACROS[name.split(".").slice(-2).join(".")];
  const found = macro?.(cx, node.arguments, node);
  if (found) return found;
  const through = pointerCalled(cx, callee);
  if (through) {
    const [pointer, what] = through.arguments;
    if (what && ts.isStringLiteral(what)) cx.checks.push(`call of ${what.text}`);
    return { text: `${pointer ? expr(cx, pointer) : name}(${given(cx, node)})`, kind };
  }
  const inline = inlinedCall(cx, node);
  if (inline) return inline;
  if (ts.isPropertyAccessExpression(callee)) return method(cx, node, callee, kind);
  return { text: `${cx.functions.of(callee)?.name ?? expr(cx, callee)}(${given(cx, node)})`, kind };
}

/** A helper of the models' own, unless its code is at work already. */
export function helperOf(cx: Context, node: ts.CallExpression): ModelFunction | null {
  const fn = cx.functions.of(bare(node.expression));
  return fn && INLINED.has(fn.name) && !cx.inlined.includes(cx.functions.code(fn)) ? fn : null;
}

/** With the parameters of the helper standing for what it is given. */
export function inside<T>(cx: Context, fn: ModelFunction, node: ts.CallExpression, print: () => T): T {
  const before = cx.bound;
  const next = new Map(before);
  fn.node.parameters.forEach((parameter, at) => {
    const argument = node.arguments[at];
    const symbol = cx.symbol(parameter.name);
    if (!argument || !symbol || cx.types.isGlobal(cx.program.type(parameter))) return;
    const plain = bare(argument);
    const known = plain.kind === ts.SyntaxKind.TrueKeyword || plain.kind === ts.SyntaxKind.FalseKeyword;
    next.set(symbol, { ...value(cx, argument), ...(known && { known: plain.kind === ts.SyntaxKind.TrueKeyword }) });
  });
  cx.bound = next;
  cx.inlined.push(fn.node);
  const result = print();
  cx.inlined.pop();
  cx.bound = before;
  return result;
}

function inlinedCall(cx: Context, node: ts.CallExpression): Value | null {
  const fn = helperOf(cx, node);
  if (!fn) return null;
  const only = onlyExpression(cx, fn.node);
  if (only === null) {
    cx.note("long helper", node);
    return null;
  }
  return inside(cx, fn, node, () => {
    for (const [symbol, source] of only.constants) cx.bound.set(symbol, value(cx, source));
    return value(cx, only.result);
  });
}

interface OnlyExpression {
  constants: (readonly [ts.Symbol, ts.Expression])[];
  result: ts.Expression;
}

/** `const x = …; return f(x);`, or less. */
function onlyExpression(cx: Context, node: ts.FunctionLikeDeclaration): OnlyExpression | null {
  if (!node.body) return null;
  if (!ts.isBlock(node.body)) return { constants: [], result: node.body };
  const constants: (readonly [ts.Symbol, ts.Expression])[] = [];
  for (const statement of node.body.statements) {
    if (ts.isReturnStatement(statement) && statement.expression) return { constants, result: statement.expression };
    if (!ts.isVariableStatement(statement)) return null;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isObjectBindingPattern(name) && /\bk\b/.test(name.getText())) continue;
      const symbol = ts.isIdentifier(name) ? cx.symbol(name) : undefined;
      if (!symbol || !initializer) return null;
      constants.push([symbol, initializer]);
    }
  }
  return null;
}

function check(cx: Context, name: string, node: ts.CallExpression): Value {
  const [asked, words] = node.arguments.slice(-2);
  if (words && ts.isStringLiteral(words)) cx.checks.push(`${name}(${words.text})`);
  return number(`${name}(${asked ? condition(cx, asked) : ""})`);
}

/** `k.call(pointer, "what it is")`, also where it went through a variable. */
function pointerCalled(cx: Context, callee: ts.Expression): ts.CallExpression | null {
  if (ts.isCallExpression(callee)) return callee.expression.getText().endsWith("k.call") ? callee : null;
  const symbol = ts.isIdentifier(callee) ? cx.symbol(callee) : undefined;
  return (symbol && cx.pointers.get(symbol)) ?? null;
}

function given(cx: Context, node: ts.CallExpression): string {
  const signature = cx.program.checker.getResolvedSignature(node);
  const texts = node.arguments.flatMap((each, at) => {
    const type = cx.program.type(each);
    if (cx.types.isGlobal(type)) return [];
    // A step inside of what is called.
    if (ts.isStringLiteral(each) && /^[a-z0-9-]+:[a-z0-9-]+$/.test(each.text)) {
      cx.stepWithin = [each.text];
      return [];
    }
    const array = cx.types.isArray(type) ? arrayArgument(cx, each) : null;
    if (array) return array;
    const parameter = signature?.parameters[at]?.valueDeclaration;
    const isAnswer = parameter && cx.types.isBoolean(cx.program.type(parameter));
    return [isAnswer ? condition(cx, each) : expr(cx, each)];
  });
  const called = cx.functions.of(bare(node.expression));
  const parameters = (called?.node.parameters ?? []).slice(called?.onStack ? 1 : 0);
  const missing = parameters
    .slice(node.arguments.length)
    .map(({ initializer }) => (initializer ? expr(cx, initializer) : "NULL"));
  return [...texts, ...missing].join(", ");
}

/** The struct that an entry of a list is part of. */
function entry(cx: Context, node: ts.Expression, struct: string): Value {
  const source = bare(node);
  const bound = cx.boundTo(source);
  if (bound?.kind === "pointer") return bound;
  if (ts.isPropertyAccessExpression(source) && source.name.text === "next")
    return { text: `list_first_entry(${expr(cx, source.expression)}, struct ${struct}, lru)`, kind: "pointer" };
  return { text: `list_entry(${expr(cx, source)}, struct ${struct}, lru)`, kind: "pointer" };
}

function method(cx: Context, node: ts.CallExpression, callee: ts.PropertyAccessExpression, kind: Value["kind"]): Value {
  const path = callee.expression.getText();
  if (/\bk(?:\.era)?$/.test(path)) return { text: `${callee.name.text}(${given(cx, node)})`, kind };
  const count = countIn(cx, callee.expression);
  const [pushed] = node.arguments;
  if (count !== undefined && count !== expr(cx, callee.expression) && pushed && callee.name.text === "push")
    return number(`${expr(cx, callee.expression)}[${count}++] = ${expr(cx, pushed)}`);
  if (node.arguments.some(ts.isArrowFunction)) cx.note("closure", node);
  if (cx.types.isArray(cx.program.type(callee.expression))) cx.note("array", node);
  if (/\bmemory$/.test(path)) cx.note("memory", node);
  return { text: `${value(cx, callee).text}(${given(cx, node)})`, kind };
}
