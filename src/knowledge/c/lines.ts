/** Lines of C while they are printed. */
import type ts from "typescript";
import { indent } from "./layout.ts";

export interface Printed {
  text: string;
  /** What it prints; null where nothing of the models stands for it. */
  node: ts.Node | null;
  /** Steps in which it runs. */
  steps: readonly string[];
  begins: boolean;
  /** What a run says that fails here. */
  checks: readonly string[];
}

/** A block: its declarations come first. */
export interface Scope {
  declarations: Printed[];
  /** A statement stands in it: from here on a variable is declared above, and set here. */
  started: boolean;
  names: Set<string>;
}

export function newScope(): Scope {
  return { declarations: [], started: false, names: new Set() };
}

export function plainLine(text: string, node: ts.Node | null = null): Printed {
  return { text, node, steps: [], begins: false, checks: [] };
}

export function withDeclarations(scope: Scope, lines: readonly Printed[]): Printed[] {
  if (scope.declarations.length === 0) return [...lines];
  const first = lines.findIndex(({ text }) => text !== "");
  if (first < 0) return scope.declarations;
  return [...scope.declarations, plainLine(""), ...lines.slice(first)];
}

/** `goto x;` right before `x:`, and labels that nobody goes to. */
export function withoutIdleGotos(lines: readonly Printed[]): Printed[] {
  const kept = lines.filter(({ text }, at) => {
    const label = /^\tgoto (\w+);$/.exec(text)?.[1];
    return label === undefined || lines[at + 1]?.text !== `${label}:`;
  });
  const wanted = new Set(kept.map(({ text }) => /^\s*goto (\w+);$/.exec(text)?.[1]));
  return kept.filter(({ text }) => {
    const label = /^(\w+):$/.exec(text)?.[1];
    return label === undefined || wanted.has(label);
  });
}

/** Is it one statement, so that no braces are needed around it? */
export function isAlone(lines: readonly Printed[], scope: Scope, depth: number): boolean {
  const start = new RegExp(`^${indent(depth)}[^\\s}]`);
  return scope.declarations.length === 0 && lines.filter(({ text }) => start.test(text)).length === 1;
}
