import { isMapping } from "../../engine/mapping.ts";
import { must } from "../../engine/must.ts";

/** "pages.p.type=null" as a pattern: what follows the first = is JSON, or a word. */
const PARTS = /^([\w-]+(?:\.[\w-]+)*)=(.*)$/s;

export function expectationOf(texts: readonly string[]): Record<string, unknown> | Error {
  const pattern: Record<string, unknown> = Object.create(null);
  for (const text of texts) {
    const [, path, value] = PARTS.exec(text) ?? [];
    if (path === undefined || value === undefined) return new Error(`${text} is no PATH=VALUE`);
    const names = path.split(".");
    const last = must(names.pop(), "last name");
    let at = pattern;
    for (const name of names) {
      at[name] ??= Object.create(null);
      const below = at[name];
      if (!isMapping(below)) return new Error(`${text}: ${name} has a value already`);
      at = below;
    }
    at[last] = valueIn(value);
  }
  return pattern;
}

/** What there is in an end where a path leaves it: "pages: p" for pages.q. */
export function namesBeside(path: string, end: object): string {
  let [at, here]: [string, unknown] = ["in the end", end];
  for (const name of path.split(".")) {
    if (!isMapping(here) || !Object.hasOwn(here, name)) break;
    [at, here] = [name, here[name]];
  }
  return `${at}: ${isMapping(here) && Object.keys(here).length > 0 ? Object.keys(here).join(", ") : "nothing"}`;
}

function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
