import { must } from "../../engine/must.ts";

/** What a C file defines, as far as the look of kernel code tells: no parser, but the margin and the braces are reliable there. */

/** Comments and strings out of the way; lines stay where they are. */
function bare(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"/g, (match) => match.replace(/[^\n]/g, " "));
}

/** Names of functions with a body, and of macros with arguments. */
const DEFINITION =
  /^(?![ \t#])[^;{}()=\n]*(?:\n[^;{}()=\n]*)?\b(\w+)\s*\([^;{}]*\)[^;{}()=]*\{|^#\s*define\s+(\w+)\(/gm;

export function definedIn(text: string): Set<string> {
  return new Set(definitionsIn(text).keys());
}

/** By name, the line that the name stands in; the first one, where it is defined for several configurations. */
export function definitionsIn(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const { 0: whole, 1: name, 2: macro, index } of bare(text).matchAll(DEFINITION)) {
    const own = must(name ?? macro, "name");
    const at = index + whole.search(new RegExp(`\\b${own}\\s*\\(`));
    if (!found.has(own)) found.set(own, text.slice(0, at).split("\n").length);
  }
  return found;
}

export function namedIn(text: string): Set<string> {
  return new Set(bare(text).match(/\b[A-Za-z_]\w+/g));
}
