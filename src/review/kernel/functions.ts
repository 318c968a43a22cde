/** Functions that a kernel patch touches, read out of a diff: git says in the head of a hunk which function it begins in, and the lines which ones begin there. */
import type { Hunk, Patch } from "../patch.ts";

export interface KernelFunction {
  file: string;
  name: string;
}

export function functionsIn({ files }: Patch): KernelFunction[] {
  const found = new Map<string, KernelFunction>();
  for (const { path: file, hunks } of files) {
    for (const name of hunks.flatMap(touchedIn)) found.set(`${file} ${name}`, { file, name });
  }
  return [...found.values()];
}

function touchedIn({ inside, lines }: Hunk): string[] {
  const touched = new Set<string>();
  let now = nameIn(inside);
  // The head names the function before the hunk; it counts unless the hunk shows that it has ended.
  for (const line of lines) {
    const [sign, text] = [line[0], line.slice(1)];
    if (/^[a-z_]/i.test(text)) now = nameIn(text) ?? now;
    if (sign !== " " && now !== null && text.trim() !== "") touched.add(now);
    if (/^[})]/.test(text)) now = null;
  }
  return [...touched];
}

/** Of a definition, a prototype or a struct. A macro that makes functions has none. */
function nameIn(text: string): string | null {
  const [, struct] = /^(?:static |const )*(?:struct|union|enum) (\w+)(?: \w+)? (?:= )?\{/.exec(text) ?? [];
  if (struct !== undefined) return `struct ${struct}`;
  // No two ways to read a line: some were made to have many.
  const [, name] = /^(?:\w+[\s*]+)+?(\w+)\s*\(/.exec(text) ?? [];
  return name ?? null;
}
