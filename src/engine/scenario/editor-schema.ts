/** The schema of scenario files as JSON Schema, which is what editors complete and check by. */
import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import { KERNEL_RANGE } from "./kernel_range.ts";
import { exception, scenarioFile } from "./schema.ts";

export function editorSchema(): JsonSchema {
  const schema = toJsonSchema(scenarioFile, { target: "draft-07", definitions: { exception } });
  // The form of keys that are not listed one by one, for which the other schema has no word.
  Object.assign(schema.properties?.eras as object, { propertyNames: { pattern: KERNEL_RANGE.source } });
  return schema;
}
