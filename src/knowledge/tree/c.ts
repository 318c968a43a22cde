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
  return new Set(Array.from(bare(text).matchAll(DEFINITION), ([, name, macro]) => must(name ?? macro, "name")));
}

export function namedIn(text: string): Set<string> {
  return new Set(bare(text).match(/\b[A-Za-z_]\w+/g));
}
