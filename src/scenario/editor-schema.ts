/** The schema of scenario files as JSON Schema, which is what editors complete and check by. */
import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import { scenarioFile } from "./schema.ts";

export function editorSchema(): JsonSchema {
  return toJsonSchema(scenarioFile, { target: "draft-07" });
}
