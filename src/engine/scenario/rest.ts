/**
 * What is left of a file when its broken parts are taken out: enough to say in one go what else is wrong with it, and never to be run.
 */
import * as v from "valibot";
import { must } from "../must.ts";
import { type ScenarioFile, scenarioFile } from "./schema.ts";
import type { Step } from "./schema_at.ts";

export interface Rest {
  form: ScenarioFile;
  /** What the broken parts may have given a name to. Nobody should be told that it is unknown. */
  names: ReadonlySet<string>;
  /** Is the machine whole? Else nobody knows how many pages and which zones it has. */
  hasMachine: boolean;
}

type Container = Record<string | number, unknown>;

const NOTHING = "nothing";
/** What a file must have. */
const GIVEN = { title: "-", story: "-", actors: { [NOTHING]: [{ [NOTHING]: null }] }, expect: {} };

/** Null where nothing is left that could be read. The document itself is cut, since the places belong to its objects. */
export function restOf(value: unknown, broken: readonly (readonly Step[])[]): Rest | null {
  const names = new Set<string>();
  const root = value as Container;
  if (broken.some(({ length }) => length === 0)) return null;
  const places = broken.flatMap((path) => {
    // A key that is not there breaks what should have it. At the top it is given below.
    const last = must(path.at(-1), "key that breaks a file");
    const at = Object.hasOwn(last.input as object, last.key) ? last : path.at(-2);
    return at ? [{ ...at, value: (at.input as Container)[at.key] }] : [];
  });
  for (const { input, key, value } of places) {
    names.add(String(key));
    collect(value, names);
    if (Array.isArray(input)) input.splice(input.indexOf(value), input.includes(value) ? 1 : 0);
    else delete (input as Container)[key];
  }
  for (const [key, instead] of Object.entries(GIVEN)) {
    if (Object.hasOwn(root, key)) continue;
    root[key] = instead;
    names.add(NOTHING);
  }
  if (!v.is(scenarioFile, root)) return null;
  return { form: root, names, hasMachine: broken.every(([first]) => first?.key !== "machine") };
}

function collect(value: unknown, names: Set<string>): void {
  if (typeof value === "string") names.add(value);
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) for (const key of Object.keys(value)) names.add(key);
  for (const each of Object.values(value)) collect(each, names);
}
