/** The form of `eras review --json` as JSON Schema, for programs that read it. */
import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import { output, report } from "./schema.ts";

export function reviewSchema(): JsonSchema {
  return toJsonSchema(output, { target: "draft-07", definitions: { report } });
}
