/** content/names.yaml: what each era calls the parts of the interface, and the changes that renamed them. */
import * as v from "valibot";
import text from "../../../content/names.yaml?raw";
import { line, readData, sources } from "../../knowledge/data.ts";

const name = v.strictObject({
  what: line,
  aops: v.optional(line),
  mops: v.optional(line),
  flags: v.optional(line),
  /** In a later release of the last era. */
  later: v.optional(v.strictObject({ name: line, since: line })),
  change: line,
  sources,
});

const namesFile = v.array(v.strictObject({ group: line, names: v.pipe(v.array(name), v.minLength(1)) }));

export type NameGroup = v.InferOutput<typeof namesFile>[number];

export function nameGroups(): NameGroup[] {
  return readData(namesFile, text, "content/names.yaml");
}
