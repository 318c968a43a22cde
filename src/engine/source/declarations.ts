/** Cuts the text of a model file into its top-level declarations, and finds the steps that each of them yields. */
import type { Place } from "./places.ts";

export interface YieldPlace extends Place {
  /** Matches the name, part of which may be a variable. */
  step: RegExp;
  /** Set where it is reached only with the guard in place, or only without it. */
  only?: { name: string; present: boolean };
}

export interface Declaration {
  /** "models/machine/lock.ts lock_page". */
  id: string;
  file: string;
  name: string;
  /** Line of its first word, from 1. */
  line: number;
  /** What `kernel("…")` calls it; null: no tracer sees it. */
  kernel: string | null;
  /** Ids of the declarations that it names. */
  mentions: Set<string>;
  yields: YieldPlace[];
}

/** Declarations start at the margin and blocks close at the indent that they opened at: the formatter sees to that. */
export function declarationsIn(file: string, text: string): Declaration[] {
  const lines = text.split("\n").map((line) => (/^\s*(\/\/|\/\*|\*)/.test(line) ? "" : line));
  const starts = lines.flatMap((line, index) => {
    const [, name] = /^(?:export )?(?:const|class|function\*?) ([\w$]+)/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, index }];
  });
  const known = importedIds(file, text);
  for (const { name } of starts) known.set(name, idOf(file, name));
  return starts.map(({ name, index }, at) => {
    const body = lines.slice(index, starts[at + 1]?.index);
    const code = body.join("\n");
    return {
      id: idOf(file, name),
      file,
      name,
      line: index + 1,
      kernel: /= kernel\(\s*"([^"]+)"/.exec(code)?.[1] ?? null,
      // Not what stands after a dot, unless there are three.
      mentions: new Set((code.match(/(?<!(?<!\.\.)\.)\b[\w$]+/g) ?? []).flatMap((word) => known.get(word) ?? [])),
      yields: yieldsIn(file, body, index + 1),
    };
  });
}

/** Of a step by its name, as a wait, or by a helper that is told the name. */
const YIELD = /\byield(?: (?:\{ step: )?|\* [\w.]+\([^()]*(?="[a-z0-9-]+:[a-z0-9-]+"\)))["`]([^"`]+)["`]/g;

function yieldsIn(file: string, body: readonly string[], first: number): YieldPlace[] {
  const yields: YieldPlace[] = [];
  const code = body.join("\n");
  let condition: { indent: number; only: NonNullable<YieldPlace["only"]> } | null = null;
  for (const [index, line] of body.entries()) {
    const indent = line.search(/\S/);
    if (condition !== null && indent >= 0 && indent <= condition.indent) condition = null;
    const [, not, name] = /^\s*if \((!?)k\.guard\("([^"]+)"\)\) /.exec(line) ?? [];
    if (name !== undefined) condition = { indent, only: { name, present: not === "" } };
    for (const [, name = ""] of line.matchAll(YIELD)) {
      const pattern = name.replace(/\$\{(\w+)\}/g, (_, variable) => valuesOf(variable, code));
      const place = { step: new RegExp(`^${pattern}$`), file, line: first + index };
      yields.push(condition === null ? place : { ...place, only: condition.only });
    }
  }
  return yields;
}

/** What a variable can be, as its type says: `what: "inflate" | "deflate"`. */
function valuesOf(variable: string, code: string): string {
  const [, union = ""] = new RegExp(`\\b${variable}: ("[\\w-]+"(?: \\| "[\\w-]+")*)`).exec(code) ?? [];
  return union === "" ? ".+" : `(?:${union.replaceAll('"', "").replaceAll(" ", "")})`;
}

function idOf(file: string, name: string): string {
  return `${file} ${name}`;
}

function importedIds(file: string, text: string): Map<string, string> {
  const ids = new Map<string, string>();
  for (const [, names = "", from = ""] of text.matchAll(/^import \{([^}]*)\} from "(\.[^"]+)"/gm)) {
    const target = new URL(from, `file:///${file}`).pathname.slice(1);
    for (const name of names.match(/[\w$]+/g) ?? []) ids.set(name, idOf(target, name));
  }
  return ids;
}
