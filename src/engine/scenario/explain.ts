/** From an issue of the schema to a problem of the file: the place, what was found, and the name that was meant. */

import * as v from "valibot";
import { isMapping } from "../mapping.ts";
import { must } from "../must.ts";
import { nearest, oneOf } from "./nearest.ts";
import type { Report } from "./problem.ts";
import { scenarioFile } from "./schema.ts";
import { namesIn, optionFor, type Schema, type Step, schemaAt, unwrap } from "./schema_at.ts";
import { show } from "./show.ts";
import type { Document } from "./yaml.ts";

type Issue = v.BaseIssue<unknown>;
type PathItem = v.IssuePathItem & Step;

/** Reports each place that has not the form of a scenario, and returns the way to each. */
export function checkForm(document: Document, report: Report): Step[][] {
  return explainAll(scenarioFile, document.value, [], document, report);
}

function explainAll(
  schema: Schema,
  value: unknown,
  path: PathItem[],
  document: Document,
  report: Report,
): PathItem[][] {
  const broken: PathItem[][] = [];
  const { issues = [] } = v.safeParse(schema, value, { abortPipeEarly: true });
  const explained = new Set<unknown>();
  for (const issue of issues) {
    const below = (issue.path ?? []) as PathItem[];
    const whole = [...path, ...below];
    // The library takes a list for a mapping: say so once, instead of one unknown key for each item.
    const list = below.findIndex(({ type, input }) => type === "object" && Array.isArray(input));
    if (list >= 0) {
      const { input } = must(below[list], "such key");
      if (explained.has(input)) continue;
      explained.add(input);
      broken.push(whole.slice(0, path.length + list));
      const expected = messageOf(schemaAt(schema, below.slice(0, list)));
      report.add(offsetOf(document, whole.slice(0, path.length + list)), {
        found: `${nameOf(whole.slice(0, path.length + list))} is a list`,
        expected,
        action: "Write `key: value` lines, without dashes.",
      });
      continue;
    }
    const at = schemaAt(schema, below);
    const chosen = issue.type === "union" && at ? optionFor(at, issue.input) : undefined;
    if (chosen) {
      broken.push(...explainAll(chosen, issue.input, whole, document, report));
      continue;
    }
    broken.push(whole);
    if (issue.type === "strict_object" && below.length > 0 && below.at(-1)?.origin === "key") {
      const owner = must(schemaAt(schema, below.slice(0, -1)), "schema of the owner");
      const { input } = must(below.at(-1), "last key");
      if (issue.expected === "never") unknownKeys(owner, input, whole.slice(0, -1), document, report);
      else missingKey(issue, owner, whole, document, report);
    } else if (issue.type === "object_with_rest" && below.at(-1)?.origin === "key") {
      missingKey(issue, must(schemaAt(schema, below.slice(0, -1)), "schema of the owner"), whole, document, report);
    } else if (below.at(-1)?.origin === "key") {
      badKey(issue, whole, document, report);
    } else {
      wrongValue(issue, at, whole, document, report);
    }
  }
  return broken;
}

/** The library stops at the first one; all are wanted. */
function unknownKeys(owner: Schema, input: unknown, path: PathItem[], document: Document, report: Report): void {
  const known = Object.keys(owner.entries ?? {});
  for (const key of keysIn(input)) {
    if (known.includes(key)) continue;
    const suggestion = nearest(key, known);
    report.add(document.place(input, key, "key"), {
      found: `unknown key ${show(key)} in ${nameOf(path)}`,
      expected: oneOf(known),
      ...(suggestion && !keysIn(input).includes(suggestion) ? { suggestion } : { action: "Remove it." }),
    });
  }
}

function missingKey(issue: Issue, owner: Schema, path: PathItem[], document: Document, report: Report): void {
  const { key, input } = must(path.at(-1), "last key");
  const entry = owner.entries?.[key];
  const help = (entry && v.getDescription(entry)) ?? messageOf(entry);
  // Where further keys are allowed, a key that is misspelt is not unknown.
  const near = owner.rest && nearest(String(key), keysIn(input));
  if (near !== undefined) {
    const found = `key ${show(near)} in ${nameOf(path.slice(0, -1))}`;
    report.add(document.place(input, near, "key"), { found, expected: messageOf(entry), suggestion: String(key) });
    return;
  }
  report.add(document.start(input), {
    found: `no key ${issue.expected} in ${nameOf(path.slice(0, -1))}`,
    expected: messageOf(entry),
    action: `Add \`${key}:\`${help ? ` – ${help.charAt(0).toLowerCase()}${help.slice(1)}` : "."}`,
  });
}

function badKey(issue: Issue, path: PathItem[], document: Document, report: Report): void {
  const { key, input } = must(path.at(-1), "last key");
  report.add(document.place(input, key, "key"), {
    found: `key ${show(key)} in ${nameOf(path.slice(0, -1))}`,
    expected: issue.message,
    action: "Choose another name.",
  });
}

function wrongValue(issue: Issue, at: Schema | undefined, path: PathItem[], document: Document, report: Report): void {
  const { input, message, kind, type, requirement } = issue;
  const suggestion = typeof input === "string" ? nearest(input, namesIn(at)) : undefined;
  // A limit on the size of a list or mapping says more with the size than with "a list".
  const size = typeof requirement === "number" && kind === "validation" ? sizeOf(input) : undefined;
  const value = size === undefined ? show(input) : `${show(input)} of ${size}`;
  const call = typeof input === "string" && /^[\w-]+(\.[\w-]+)?$/.test(input) && message.startsWith("one operation");
  const action = call ? `Write \`${input}:\`, with a colon.` : ACTIONS[type];
  report.add(offsetOf(document, path), {
    found: `${nameOf(path)} is ${value}`,
    expected: message,
    ...(suggestion ? { suggestion } : action ? { action } : {}),
  });
}

const ACTIONS: Record<string, string> = {
  boolean: "Write true or false, without quotes.",
  number: "Write a number, without quotes.",
  string: "Write a text.",
  min_entries: "Add one.",
  max_entries: "Split it, or remove some.",
  min_length: "Add one.",
  max_length: "Shorten it.",
  array: "Write it as a list: [ … ], or lines that start with a dash.",
};

const keysIn = (value: unknown): string[] => (isMapping(value) ? Object.keys(value) : []);

function sizeOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  return typeof value === "object" && value !== null ? Object.keys(value).length : undefined;
}

function messageOf(schema: Schema | undefined): string {
  const whole = unwrap(schema);
  return whole !== undefined && "message" in whole && typeof whole.message === "string" ? whole.message : "a value";
}

/** "machine.zones[0].pages". */
function nameOf(path: readonly PathItem[]): string {
  if (path.length === 0) return "the scenario";
  return path.map(({ key }, index) => (typeof key === "number" ? `[${key}]` : `${index ? "." : ""}${key}`)).join("");
}

function offsetOf(document: Document, path: readonly PathItem[]): number {
  const last = path.at(-1);
  return last ? document.place(last.input, last.key, "value") : document.start(document.value);
}
