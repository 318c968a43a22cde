/** The forms of content/kernels as JSON Schema, for editors and for whoever records a kernel with tools of their own. */
import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import { patterns, provenance, recording, unmodelled } from "./schema.ts";

/** By file, seen from content/. */
export function kernelSchemas(): Record<string, JsonSchema> {
  const schemas = { recording, provenance, patterns, unmodelled };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      `kernels/${name}.schema.json`,
      toJsonSchema(schema, { target: "draft-07", errorMode: "ignore" }),
    ]),
  );
}
