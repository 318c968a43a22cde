/** The form of `--json` output as JSON Schema, for programs that read it. */
import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import { comparison, output, trace } from "./schema.ts";

export function traceSchema(): JsonSchema {
  return toJsonSchema(output, { target: "draft-07", definitions: { trace, comparison } });
}
