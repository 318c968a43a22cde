// npm run schema: writes the schema of scenario files for editors, which find it by the first line of a scenario, and the
// schema of traces for programs that read them.
import { writeFileSync } from "node:fs";
import { traceSchema } from "../trace/json-schema.ts";
import { editorSchema } from "./editor-schema.ts";

const schemas = { "scenarios/scenario.schema.json": editorSchema(), "trace.schema.json": traceSchema() };
for (const [file, schema] of Object.entries(schemas)) {
  writeFileSync(new URL(`../../content/${file}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
