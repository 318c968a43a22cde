/** A file of the models as the site sends it: its text, and what src/knowledge/source/ read in it when the site was built. */
import type { Declaration } from "./declaration.ts";

/** Text and, where it is highlighted, the class without its `tok-`. */
export type Line = readonly (readonly [text: string, kind?: string])[];

export interface ModelFile {
  lines: readonly Line[];
  declared: readonly Declared[];
}

/** Numbers of lines, from 1. */
export interface Declared extends Pick<Declaration, "line" | "last" | "guards" | "checks"> {
  yields: readonly number[];
}

export function declaredIn({ line, last, guards, checks, yields }: Declaration): Declared {
  return { line, last, guards, checks, yields: yields.map((each) => each.line) };
}
