// npm run schema: writes the schema of scenario files for editors, which find it by the first line of a scenario, and the
// schemas of traces, of reviews and of recordings of kernels, for whoever writes programs that read them, with the example of a trace.
import { readFileSync, writeFileSync } from "node:fs";
import { editorSchema } from "../engine/scenario/editor-schema.ts";
import { traceSchema } from "../engine/trace/json-schema.ts";
import { kernelSchemas } from "../knowledge/kernels/json-schema.ts";
import { reviewSchema } from "../review/json_schema.ts";
import { withExample } from "./trace-example.ts";

const content = new URL("../../content/", import.meta.url);
const schemas = {
  "scenarios/scenario.schema.json": editorSchema(),
  "trace.schema.json": traceSchema(),
  "review.schema.json": reviewSchema(),
  ...kernelSchemas(),
};
for (const [file, schema] of Object.entries(schemas)) {
  writeFileSync(new URL(file, content), `${JSON.stringify(schema, null, 2)}\n`);
}
const page = new URL("trace.md", content);
writeFileSync(page, withExample(readFileSync(page, "utf8")));
