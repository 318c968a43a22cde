/** Data files of the site: YAML in a checked form. What is wrong fails the build, with the file and the place in it. */
import * as v from "valibot";
import { parse } from "yaml";

export const line = v.pipe(v.string(), v.trim(), v.minLength(1));
/** Kernel file and version, commit id, or Message-ID in angle brackets. */
export const sources = v.pipe(v.array(line), v.minLength(1));
/** One claim of the prose, and where it comes from. */
export const claim = v.strictObject({ text: line, sources });

export function readData<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  file: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, parse(text));
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => `${v.getDotPath(issue) ?? "the file"}: ${issue.message}`);
  throw new Error(`${file}\n${problems.join("\n")}`);
}
