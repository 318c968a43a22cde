/** What is known while one function is printed. */
import type ts from "typescript";
import type { Functions, ModelFunction } from "./functions.ts";
import type { Program } from "./program.ts";
import type { Types } from "./types.ts";

/** What C has no natural counterpart for. A function with one is not shown. */
const AWKWARD = {
  array: "a list of things in an array: C has lists, and counts",
  closure: "a function within a function",
  memory: "a load or a store at a bare address, which only the machine does",
  destructuring: "several values taken out of one",
  iterator: "a loop over what a function hands out one by one",
  object: "several values returned as one, or handed over as one",
  "no field": "a property that is no field of a struct",
  "no type": "a type that C has no name for",
  waits: "a wait whose condition only the machine asks for",
  statement: "a statement that C has not",
  expression: "an expression that C has not",
  "long helper": "a helper of the models' own that is more than an expression, where one is needed",
} as const;
export type Awkward = keyof typeof AWKWARD;

/** The text of a value, and what it is: a pointer to a struct, a struct in its place, or a number. */
export interface Value {
  text: string;
  kind: "pointer" | "struct" | "number";
  /** A constant that a helper was given. */
  known?: boolean;
}

export class Context {
  readonly program: Program;
  readonly functions: Functions;
  readonly types: Types;
  readonly fn: ModelFunction;
  /** What stands for the parameters of a helper whose code stands in the place of its call, and for entries of lists. */
  bound = new Map<ts.Symbol, Value>();
  /** Variables that are structs, not pointers. */
  readonly structs = new Set<ts.Symbol>();
  readonly names = new Map<ts.Symbol, string>();
  /** Function pointers in variables: the call that they came from. */
  readonly pointers = new Map<ts.Symbol, ts.CallExpression>();
  /** What says how many elements an array has. */
  readonly counts = new Map<ts.Symbol, string>();
  readonly inlined: ts.Node[] = [];
  readonly awkward = new Map<Awkward, string>();
  /** What the line at work says if it fails, and the step that begins within it. */
  checks: string[] = [];
  stepWithin: string[] | null = null;

  constructor(program: Program, functions: Functions, types: Types, fn: ModelFunction) {
    this.program = program;
    this.functions = functions;
    this.types = types;
    this.fn = fn;
  }

  note(what: Awkward, node: ts.Node): void {
    if (!this.awkward.has(what)) this.awkward.set(what, node.getText().split("\n", 1)[0] ?? "");
  }

  symbol(node: ts.Node): ts.Symbol | undefined {
    return this.program.symbol(node);
  }

  boundTo(node: ts.Node): Value | undefined {
    const symbol = this.symbol(node);
    return symbol && this.bound.get(symbol);
  }
}
