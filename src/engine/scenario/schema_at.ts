/** The part of the schema that a place of a file must fit: for messages about it, and for what could stand there. */
import type * as v from "valibot";

export type Schema = v.GenericSchema & {
  entries?: Record<string, Schema>;
  rest?: Schema;
  value?: Schema;
  item?: Schema;
  wrapped?: Schema;
  options?: readonly (Schema | string | number)[];
};

/** A key or an index, and the mapping or list that has it. */
export interface Step {
  key: string | number;
  input: unknown;
}

/** The schema of what the path leads to. */
export function schemaAt(schema: Schema, path: readonly Step[]): Schema | undefined {
  let at: Schema | undefined = unwrap(schema);
  for (const { key, input } of path) {
    if (at?.type === "union") at = optionFor(at, input);
    at = unwrap(at?.entries?.[key] ?? at?.rest ?? at?.value ?? at?.item);
  }
  return at;
}

export function unwrap(schema: Schema | undefined): Schema | undefined {
  return schema?.wrapped ? unwrap(schema.wrapped) : schema;
}

/** The forms of a union. */
export function formsIn(union: Schema | undefined): Schema[] {
  return (union?.options ?? []).filter((each) => typeof each === "object");
}

/** The values of a picklist. */
export function namesIn(picklist: Schema | undefined): string[] {
  const options = picklist?.type === "picklist" ? picklist.options : [];
  return (options ?? []).filter((each) => typeof each !== "object").map(String);
}

/** Of the forms that a value may have, the one that its author tried. Undefined where it is none of them. */
export function optionFor(union: Schema, input: unknown): Schema | undefined {
  const options = formsIn(union);
  if (typeof input === "string") return options.find(({ type }) => type === "picklist" || type === "string");
  if (typeof input === "number") return options.find(({ type }) => type === "number");
  if (Array.isArray(input)) return options.find(({ type }) => type === "array");
  if (typeof input !== "object" || input === null) return undefined;
  const keys = Object.keys(input);
  const hits = ({ entries = {} }: Schema) => keys.filter((key) => Object.hasOwn(entries, key)).length;
  return options
    .filter(({ type }) => type === "strict_object" || type === "record")
    .sort((a, b) => hits(b) - hits(a))[0];
}
